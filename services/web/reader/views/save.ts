import { attributes, type Html, html } from '../../../../core/html/html.ts';
import type { Feed } from '../../../reader/contract.ts';
import type { ReaderRequest } from '../reader-page.ts';
import { postForm } from './forms.ts';
import { readerLayout } from './reader-layout.ts';
import { head, tagField } from './subscriptions.ts';

interface SaveForm {
  readonly feeds: readonly Feed[];
  readonly form: { readonly url: string; readonly title: string; readonly tags: string };
  readonly problem?: string;
}

/** The form for saving a page, filled in by a bookmarklet or by hand. */
export function saveView(asked: ReaderRequest, { feeds, form, problem }: SaveForm): Html {
  const fields = html`${problem === undefined ? '' : html`<p class="problem" role="alert">${problem}</p>`}
<div class="form-field"><label for="url">Address of the page</label><input${attributes({ id: 'url', name: 'url', type: 'text', inputmode: 'url', autocapitalize: 'none', spellcheck: 'false', required: true, maxlength: 2000, value: form.url, placeholder: 'example.org/page' })}></div>
${form.title === '' ? '' : html`<input type="hidden" name="title" value="${form.title}">`}${tagField(form.tags, feeds)}
<button class="primary" type="submit">Save the page</button>
<p class="hint">Make a bookmark of this address to save the page that you are on: <code>${bookmarklet(asked.web.origin)}</code></p>`;
  const body = html`${head('Save a page')}${postForm(asked, '/reader/save', {}, fields, 'form')}`;
  return readerLayout(asked, { title: 'Save a page', feeds, stream: { saved: true }, body });
}

function bookmarklet(origin: string): string {
  return `javascript:location.href='${origin}/reader/save?url='+encodeURIComponent(location.href)+'&title='+encodeURIComponent(document.title)`;
}

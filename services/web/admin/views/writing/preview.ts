import { type Html, html } from '../../../../../core/html/html.ts';
import { count } from '../../../views/format.ts';
import { prose } from '../../../views/prose.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { adminLayout } from '../admin-layout.ts';

export interface Preview {
  readonly html: string;
  readonly words: number;
  readonly minutes: number;
}

/** The text as its page will show it, on a page by itself: what the button shows where no script runs. */
export function previewView(asked: AdminRequest, title: string, preview: Preview): Html {
  const body = html`<p class="notice">A preview: nothing was saved. Close this window to go on writing. ${count(preview.words, 'word')}, ${preview.minutes} min.</p>
<article class="preview">${previewBody(title, preview)}</article>`;
  return adminLayout(asked, { title: `Preview: ${title || 'Untitled'}`, section: '/admin/posts', body });
}

export function previewBody(title: string, preview: Preview): Html {
  return html`${title && html`<h1>${title}</h1>`}<div class="prose">${prose(preview.html)}</div>`;
}

import { type Html, html } from '../../../../core/html/html.ts';
import type { Notice } from '../../../reader/contract.ts';
import type { ReaderRequest } from '../reader-page.ts';
import { itemPath } from '../stream.ts';
import { postForm } from './forms.ts';

export interface Notices {
  readonly notices: readonly Notice[];
  readonly total: number;
}

/** What rules tell of, above the items, until it was seen. */
export function noticesView(asked: ReaderRequest, { notices, total }: Notices): Html {
  if (total === 0) return html``;
  const seen = (item: string | undefined, label: string) =>
    postForm(asked, '/reader/notices', { item }, html`<button type="submit" class="small">${label}</button>`);
  return html`<section class="panel told" aria-labelledby="told"><h2 id="told">Your rules tell of</h2>
<ul>${notices.map(
    one =>
      html`<li><p><a href="${itemPath(one.itemId)}">${one.title}</a> <span class="hint">${one.feedTitle} · <a href="/reader/rules">${one.rule}</a></span></p>${seen(one.itemId, 'Seen')}</li>`,
  )}</ul>
${total > notices.length ? html`<p class="hint">And ${total - notices.length} more.</p>` : ''}${total > 1 ? seen(undefined, 'All seen') : ''}</section>
`;
}

import { type Html, html } from '../../../core/html/html.ts';

/** The link to older things, and the way back to the newest. Paging is by key, so that new posts never shift a page. */
export function pager(links: {
  readonly older?: string | undefined;
  readonly newest?: string | undefined;
}): Html {
  if (links.older === undefined && links.newest === undefined) return html``;
  return html`
<nav class="pager" aria-label="Pages">${
    links.newest === undefined ? '' : html`<a href="${links.newest}">← Newest</a>`
  }${links.older === undefined ? '' : html`<a class="older" rel="next" href="${links.older}">Older →</a>`}</nav>`;
}

import { type Html, html } from '../../../core/html/html.ts';
import type { PostLink, PostSummary } from '../../api/contract.ts';
import { entryList } from './entry.ts';
import type { Frame } from './frame.ts';
import { layout } from './layout.ts';
import { postLinks } from './post-links.ts';
import { searchForm } from './search-form.ts';

/** Nothing is at this address: a way to find what was meant. */
export function notFoundView(
  frame: Frame,
  { alike, recent }: { alike: readonly PostLink[]; recent: readonly PostSummary[] },
): Html {
  const body = html`<div class="column">
<header class="page-head"><p class="kicker">404</p><h1>This page is not here</h1>
<p class="lede">It may have moved, or the address has a slip in it. Try a search${recent.length > 0 ? ', or one of these posts' : ''}.</p></header>
${searchForm()}
${alike.length > 0 ? html`<section aria-labelledby="alike"><h2 id="alike" class="label">Was it one of these?</h2>${postLinks(alike, frame.site)}</section>` : recentList(frame, recent)}
</div>`;
  return layout({ frame, title: 'Not found', body });
}

/** Something was at this address, and will not be again. */
export function goneView(frame: Frame, recent: readonly PostSummary[]): Html {
  const body = html`<div class="column">
<header class="page-head"><p class="kicker">410</p><h1>This is gone</h1>
<p class="lede">It was taken down for good, so that no search will find it here.</p></header>
${recentList(frame, recent)}
</div>`;
  return layout({ frame, title: 'Gone', body });
}

function recentList({ site }: Frame, recent: readonly PostSummary[]): Html {
  if (recent.length === 0) return html``;
  return html`<section class="aside" aria-labelledby="recent"><h2 id="recent" class="label">Recent posts</h2>${entryList(recent, site)}</section>`;
}

const HEADINGS: Readonly<Record<number, string>> = {
  400: 'That did not make sense',
  403: 'That is not allowed',
  409: 'That was in the way of something else',
  413: 'That was too much at once',
  429: 'Slow down a little',
  503: 'Back in a moment',
};

/** Something went wrong. `id` is what a visitor can quote to the owner, who finds it in the log. */
export function errorView(frame: Frame, error: { status: number; message: string; id: string }): Html {
  const heading = HEADINGS[error.status] ?? 'Something broke here';
  const body = html`<div class="column">
<header class="page-head"><p class="kicker">${error.status}</p><h1>${heading}</h1>
<p class="lede">${error.status === 503 ? 'A part of this site is not answering. It usually heals by itself: try again in a few seconds.' : error.message}</p></header>
${error.status >= 500 ? html`<p>If it stays like this, tell the owner, and quote <code class="id">${error.id}</code>.</p>` : ''}
<p><a href="/">Go to the home page</a></p>
</div>`;
  return layout({ frame, title: heading, body });
}

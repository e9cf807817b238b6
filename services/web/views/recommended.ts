import { type Html, html } from '../../../core/html/html.ts';
import type { Site } from '../../api/contract.ts';
import type { Recommendation } from '../../reader/contract.ts';
import { followLine } from './follow.ts';
import { formatDate } from './format.ts';
import type { Frame } from './frame.ts';
import { layout } from './layout.ts';
import { pager } from './pager.ts';
import { withQuery } from './paths.ts';
import { readingNav } from './reading-nav.ts';

export function recommendedTitle(site: Site): string {
  return `${site.title}: recommended`;
}

interface Recommended {
  readonly recommendations: readonly Recommendation[];
  readonly next?: string | undefined;
  readonly first: boolean;
}

/** What the owner recommends, with their words. */
export function recommendedView(frame: Frame, { recommendations, next, first }: Recommended): Html {
  const here = '/reading/recommended';
  const body = html`<div class="h-feed">
<header class="page-head"><h1 class="p-name">Recommended</h1>
<p class="lede">${recommendations.length === 0 ? 'Nothing is recommended yet.' : html`Worth reading elsewhere. ${followLine('list', '/reading')}`}</p>
${readingNav(here)}</header>
<ol class="items recommended">${recommendations.map(one => entry(one, frame))}</ol>
${pager({ older: next && withQuery(here, { after: next }), newest: first ? undefined : here })}
</div>`;
  const feeds = { title: recommendedTitle(frame.site), path: '/reading' };
  return layout({ frame, title: 'Recommended', path: first ? here : undefined, feeds, body });
}

function entry(one: Recommendation, { site }: Frame): Html {
  const { id, url, title, author, feed, summary, comment, at } = one;
  const source =
    feed &&
    html`<a class="p-publication" href="${feed.siteUrl ?? feed.url}" rel="noopener">${feed.title}</a> `;
  return html`
<li class="item h-entry" id="r${id}"><p class="source">${source}<time class="dt-published" datetime="${at}">${formatDate(at, site.language, 'short')}</time></p>
<div class="u-bookmark-of h-cite"><h2 class="item-title p-name">${url ? html`<a class="u-url" href="${url}" rel="noopener">${title}</a>` : title}</h2>${
    author
      ? html`
<p class="by">by <span class="p-author h-card">${author}</span></p>`
      : ''
  }${
    summary && summary !== title
      ? html`
<p class="p-summary">${summary}</p>`
      : ''
  }</div>${
    comment
      ? html`
<p class="p-content said">${comment}</p>`
      : ''
  }</li>`;
}

import { type Html, html } from '../../../core/html/html.ts';
import type { Recommendation } from '../../reader/contract.ts';
import { followLine } from './follow.ts';
import { formatDate } from './format.ts';
import type { Frame } from './frame.ts';
import { layout } from './layout.ts';
import { pager } from './pager.ts';
import { readingFeed, withQuery } from './paths.ts';
import { readingNav, recommendedTitle, tagFilter } from './reading-nav.ts';

interface Recommended {
  readonly recommendations: readonly Recommendation[];
  readonly next?: string | undefined;
  /** Of the feeds that recommendations are from. */
  readonly tags?: readonly string[] | undefined;
  readonly tag: string | undefined;
  readonly first: boolean;
}

/** What the owner recommends, with their words. */
export function recommendedView(frame: Frame, list: Recommended): Html {
  const { recommendations, next, tags = [], tag, first } = list;
  const page = '/reading/recommended';
  const here = withQuery(page, { tag });
  const body = html`<div class="h-feed">
<header class="page-head"><h1 class="p-name">Recommended</h1>
<p class="lede">${recommendations.length === 0 ? 'Nothing is recommended yet.' : html`Worth reading elsewhere. ${followLine('list', readingFeed('recommended', tag))}`}</p>
${readingNav(page)}
${tagFilter(page, tags, tag)}</header>
<ol class="items recommended">${recommendations.map(one => entry(one, frame))}</ol>
${pager({ older: next && withQuery(page, { tag, after: next }), newest: first ? undefined : here })}
</div>`;
  const feeds = { title: recommendedTitle(frame.site, tag), path: readingFeed('recommended', tag) };
  const title = tag === undefined ? 'Recommended' : `Recommended: ${tag}`;
  return layout({ frame, title, path: first ? here : undefined, feeds, body });
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

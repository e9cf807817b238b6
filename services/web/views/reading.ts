import { type Html, html, raw } from '../../../core/html/html.ts';
import { type Feed, type Item, titleOf } from '../../reader/contract.ts';
import { followLine } from './follow.ts';
import { count, formatDate } from './format.ts';
import type { Frame } from './frame.ts';
import { layout } from './layout.ts';
import { pager } from './pager.ts';
import { readingFeed, withQuery } from './paths.ts';
import { blogrollLink, readingFeedLinks, readingNav, tagFilter } from './reading-nav.ts';

interface Reading {
  readonly feeds: readonly Feed[];
  readonly items: readonly Item[];
  readonly next?: string | undefined;
  readonly tag: string | undefined;
  readonly first: boolean;
}

/** What the owner reads: items on one side, the feeds that they come from on the other. */
export function readingView(frame: Frame, reading: Reading): Html {
  const { feeds, items, next, tag, first } = reading;
  const here = withQuery('/reading', { tag });
  const shown = tag === undefined ? feeds : feeds.filter(feed => feed.tags.includes(tag));
  const body = html`<div class="reading">
<header class="page-head"><h1>Reading</h1>
<p class="lede">${feeds.length === 0 ? 'No feed is followed in public here yet.' : html`The latest from ${count(feeds.length, 'place')} followed here. ${followLine('list', readingFeed('latest', tag))}`}</p>
${readingNav('/reading')}
${tagFilter('/reading', tagsOf(feeds), tag)}</header>
<section aria-labelledby="items"><h2 id="items" class="visually-hidden">Items</h2>
${items.length === 0 && feeds.length > 0 ? html`<p class="quiet">Nothing has come in yet.</p>` : ''}
<ol class="items">${items.map(item => itemEntry(item, frame))}</ol>
${pager({ older: next && withQuery('/reading', { tag, after: next }), newest: first ? undefined : here })}</section>
${feedList(shown)}
</div>`;
  return layout({
    frame,
    title: tag ? `Reading: ${tag}` : 'Reading',
    path: first ? here : undefined,
    more: html`${readingFeedLinks(frame.site, tag)}${blogrollLink}`,
    body,
  });
}

function itemEntry(item: Item, { site }: Frame): Html {
  return html`
<li class="item h-cite"><p class="source"><span class="p-publication">${item.feedTitle}</span> <time class="dt-published" datetime="${item.publishedAt}">${formatDate(item.publishedAt, site.language, 'short')}</time></p>
<h3 class="item-title p-name">${item.url ? html`<a class="u-url" href="${item.url}" rel="noopener">${titleOf(item)}</a>` : titleOf(item)}</h3>
${item.title && item.summary ? html`<p class="p-summary">${item.summary}</p>` : ''}</li>`;
}

function tagsOf(feeds: readonly Feed[]): string[] {
  return [...new Set(feeds.flatMap(feed => feed.tags))].sort((x, y) => x.localeCompare(y));
}

function feedList(feeds: readonly Feed[]): Html {
  if (feeds.length === 0) return raw('');
  return html`<aside class="feeds" aria-labelledby="feeds"><h2 id="feeds" class="label">${count(feeds.length, 'feed')}</h2>
<ul>${feeds.map(
    feed =>
      html`<li><a href="${feed.siteUrl ?? feed.url}" rel="noopener">${feed.title || feed.url}</a> <a class="feed-link" href="${feed.url}" rel="noopener">feed<span class="visually-hidden"> of ${feed.title || feed.url}</span></a></li>`,
  )}</ul></aside>`;
}

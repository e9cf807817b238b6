import { type Html, html } from '../../../core/html/html.ts';
import type { Feed } from '../../reader/contract.ts';
import { count } from './format.ts';
import type { Frame } from './frame.ts';
import { layout } from './layout.ts';
import { withQuery } from './paths.ts';
import { blogrollLink, readingNav } from './reading-nav.ts';

/** Every feed that the owner reads in public, under its tags: one with several stands under each. */
export function blogrollView(frame: Frame, feeds: readonly Feed[]): Html {
  const groups = groupByTag(feeds);
  const body = html`<div class="h-feed">
<header class="page-head"><h1 class="p-name">Blogroll</h1>
<p class="lede">${
    feeds.length === 0
      ? 'No feed is followed in public here yet.'
      : html`${count(feeds.length, 'place')} followed here. Take them all along <a href="/reader/opml">as OPML</a>, which every feed reader imports.`
  }</p>
${readingNav('/blogroll')}</header>
${groups.map(group)}
</div>`;
  return layout({ frame, title: 'Blogroll', path: '/blogroll', more: blogrollLink, body });
}

interface Group {
  readonly tag: string | undefined;
  readonly feeds: readonly Feed[];
}

function groupByTag(feeds: readonly Feed[]): Group[] {
  const tags = [...new Set(feeds.flatMap(feed => feed.tags))].sort((a, b) => a.localeCompare(b));
  const rest = feeds.filter(feed => feed.tags.length === 0);
  return [
    ...tags.map(tag => ({ tag, feeds: feeds.filter(feed => feed.tags.includes(tag)) })),
    ...(rest.length > 0 ? [{ tag: undefined, feeds: rest }] : []),
  ];
}

function group({ tag, feeds }: Group, index: number): Html {
  const opml =
    tag !== undefined &&
    html` <a class="feed-link" href="${withQuery('/reader/opml', { tag })}">OPML<span class="visually-hidden"> of ${tag}</span></a>`;
  return html`<section class="roll" aria-labelledby="g${index}"><h2 id="g${index}">${tag ?? 'Others'}${opml || ''}</h2>
<ul>${feeds.map(
    feed =>
      html`<li class="h-card"><a class="u-url p-name" href="${feed.siteUrl ?? feed.url}" rel="noopener">${feed.title}</a> <a class="feed-link" href="${feed.url}" rel="noopener">feed<span class="visually-hidden"> of ${feed.title}</span></a>${
        feed.description
          ? html`
<p class="p-note">${feed.description}</p>`
          : ''
      }</li>`,
  )}</ul></section>`;
}

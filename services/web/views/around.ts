import { type Html, html } from '../../../core/html/html.ts';
import type { Around, PostLink } from '../../api/contract.ts';
import type { Frame } from './frame.ts';
import { postName } from './kinds.ts';
import { postPath, seriesPath } from './paths.ts';
import { postLinks } from './post-links.ts';

/** Above the title: which part of which series this is. */
export function seriesLine(around: Around | undefined): Html {
  const series = around?.series;
  if (series === undefined) return html``;
  return html`<p class="kicker"><a href="${seriesPath(series.slug)}">${series.name}</a> <span>Part ${series.position} of ${series.count}</span></p>
`;
}

/** Below the text: on to the next part, or back. */
export function seriesBox(around: Around | undefined): Html {
  const series = around?.series;
  if (series === undefined || series.count < 2) return html``;
  return html`<nav class="series" aria-labelledby="series">
<h2 id="series" class="label">Part ${series.position} of ${series.count} in <a href="${seriesPath(series.slug)}">${series.name}</a></h2>
${neighbours({ back: series.previous, on: series.next }, { back: 'Previous part', on: 'Next part' })}</nav>
`;
}

/** Under a post and what people said to it: its neighbours, and what is like it. Nothing for a post in no list. */
export function morePosts(frame: Frame, around: Around | undefined): Html {
  if (around === undefined) return html``;
  const { series, related } = around;
  // A neighbour that the series has named already needs no second link.
  const older = around.older?.slug === series?.previous?.slug ? undefined : around.older;
  const newer = around.newer?.slug === series?.next?.slug ? undefined : around.newer;
  if (!older && !newer && related.length === 0) return html``;
  return html`<div class="more-posts">
${related.length > 0 ? relatedPosts(frame, related) : ''}${
  older || newer
    ? html`<nav aria-label="Newer and older posts">${neighbours({ back: older, on: newer }, { back: 'Older', on: 'Newer' })}</nav>
`
    : ''
}</div>`;
}

function relatedPosts({ site }: Frame, related: readonly PostLink[]): Html {
  return html`<section aria-labelledby="related"><h2 id="related" class="label">Related posts</h2>
${postLinks(related, site)}</section>
`;
}

interface Pair<T> {
  readonly back: T;
  readonly on: T;
}

function neighbours({ back, on }: Pair<PostLink | undefined>, words: Pair<string>): Html {
  return html`<ul class="neighbours">${
    back
      ? html`<li><a rel="prev" href="${postPath(back)}"><span>← ${words.back}</span> ${postName(back)}</a></li>`
      : ''
  }${on ? html`<li class="on"><a rel="next" href="${postPath(on)}"><span>${words.on} →</span> ${postName(on)}</a></li>` : ''}</ul>
`;
}

import { attributes, type Html, html } from '../../../core/html/html.ts';
import type { PostSummary, Site } from '../../api/contract.ts';
import { formatDate } from './format.ts';
import { postPath, tagPath } from './paths.ts';
import { photoTeaser } from './photos.ts';
import { targetLine } from './target.ts';

/** Posts as a list of summaries, each an h-entry (https://microformats.org/wiki/h-entry). */
export function entryList(
  posts: readonly PostSummary[],
  site: Site,
  /** Whether what is pinned stands first in this list, and says so. */
  { pins = false } = {},
): Html {
  return html`<ol class="entries">${posts.map(post => entry(post, site, pins && post.pinned))}</ol>`;
}

function entry(post: PostSummary, site: Site, pinned: boolean): Html {
  const lang = post.language === site.language ? undefined : post.language;
  return html`
<li class="entry h-entry ${`kind-${post.kind}`}"${attributes({ lang })}>
${entryDate(post, site, pinned)}
<div class="entry-body">${post.title ? titled(post) : ''}${targetLine(post)}${photoTeaser(post)}${summary(post)}${tagLine(post.tags)}</div>
</li>`;
}

function titled(post: PostSummary): Html {
  return html`<h2 class="entry-title"><a class="u-url p-name" href="${postPath(post)}">${post.title}</a></h2>
`;
}

/** A post without a title is named by its words, and they are its link; without words its date is. */
function summary(post: PostSummary): Html {
  if (post.summary === '') return html``;
  if (post.title) return html`<p class="p-summary">${post.summary}</p>`;
  return html`<p class="p-name p-summary entry-note"><a class="u-url" href="${postPath(post)}">${post.summary}</a></p>`;
}

/** When a post appeared; where it has no words to be its link, the date is that. */
export function entryDate(post: PostSummary, site: Site, pinned = false): Html {
  const at = post.publishedAt ?? post.createdAt;
  const time = html`<time class="dt-published" datetime="${at}">${formatDate(at, site.language, 'short')}</time>`;
  const bare = post.title === '' && post.summary === '';
  return html`<p class="entry-date">${bare ? html`<a class="u-url" href="${postPath(post)}">${time}</a>` : time}${
    pinned ? html`<span class="pinned">Pinned</span>` : ''
  }</p>`;
}

export function tagLine(tags: PostSummary['tags']): Html {
  if (tags.length === 0) return html``;
  return html`
<ul class="tags" aria-label="Tags">${tags.map(
    tag => html`<li><a class="p-category" rel="tag" href="${tagPath(tag.slug)}">${tag.name}</a></li>`,
  )}</ul>`;
}

/** Who writes here, for programs: an h-card that every h-entry and h-feed needs (https://microformats.org/wiki/h-card). */
export function authorCard(site: Site, origin: string): Html {
  const { author } = site;
  return html`<a class="p-author h-card" href="${author.url ?? `${origin}/`}" rel="author">${
    author.photo ? html`<img class="u-photo" src="${author.photo}" alt="" width="28" height="28">` : ''
  }${author.name || site.title}</a>`;
}

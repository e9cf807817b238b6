import { attributes, type Html, html, raw } from '../../../core/html/html.ts';
import type { Around, Post } from '../../api/contract.ts';
import { morePosts, seriesBox, seriesLine } from './around.ts';
import { embedRooms } from './embedded-rooms.ts';
import { authorCard, tagLine } from './entry.ts';
import { formatDate } from './format.ts';
import type { Frame } from './frame.ts';
import { blogPosting, breadcrumbs } from './json-ld.ts';
import { postName } from './kinds.ts';
import { layout } from './layout.ts';
import { commentsFeedPath, oembedPath, postPath, seriesPath, yearPath } from './paths.ts';
import { photos } from './photos.ts';
import { postPicture } from './picture.ts';
import { prose } from './prose.ts';
import { supportLine } from './support.ts';
import { targetLine } from './target.ts';

/** The formats of the feed of what people say, and their media types. */
const COMMENT_FEEDS = [
  ['atom', 'application/atom+xml'],
  ['rss', 'application/rss+xml'],
  ['json', 'application/feed+json'],
] as const;

const DAY = 24 * 60 * 60 * 1000;

/** A post and what stands around it on its page. */
export interface PostParts {
  readonly post: Post;
  readonly around?: Around | undefined;
  /** What people said to it, inside the h-entry, so that programs take each as its comment. */
  readonly thread?: Html | undefined;
}

/** One post of any kind as an h-entry (https://microformats.org/wiki/h-entry). */
export function postView(frame: Frame, { post, around, thread }: PostParts): Html {
  const path = postPath(post);
  const name = postName(post);
  const body = html`<article class="post h-entry ${`kind-${post.kind}`}"${attributes({ lang: post.language ?? frame.site.language })}>
<header class="post-head">
${seriesLine(around)}${post.title ? html`<h1 class="p-name">${post.title}</h1>` : html`<h1 class="visually-hidden">${name}</h1>`}
${byline(frame, post, path)}
</header>
<div class="post-body">
${targetLine(post)}${photos(post)}${content(post, frame.origin)}
${
  post.kind === 'page'
    ? html`${post.slug === 'about' ? supportLine(frame) : ''}`
    : html`${supportLine(frame)}<footer class="post-foot">${tagLine(post.tags)}
<p class="back"><a href="/archive">All posts</a></p></footer>`
}
${seriesBox(around)}${thread}
</div>
</article>
${morePosts(frame, around)}`;
  return layout({
    frame,
    title: name,
    path,
    canonical: post.canonical,
    listed: post.visibility === 'public',
    description: post.summary,
    type: 'article',
    image: postPicture(post, frame.site),
    more: articleHead(frame, post, name),
    body,
  });
}

function content(post: Post, origin: string): Html {
  if (post.html === '') return raw('');
  return html`<div class="e-content prose${post.title ? '' : ' p-name'}">
${writtenText(post.html, origin)}
</div>`;
}

/** A post's own HTML as it stands on its page. */
export function writtenText(text: string, origin: string): Html {
  return prose(embedRooms(text, origin));
}

function byline(frame: Frame, post: Post, path: string): Html {
  const { site, origin } = frame;
  const published = post.publishedAt ?? post.createdAt;
  const changed = Date.parse(post.updatedAt) - Date.parse(published) > DAY;
  if (post.kind === 'page') return pageLine(frame, post, path);
  return html`<p class="byline">
<span class="by">${authorCard(site, origin)}</span>
<a class="u-url" href="${origin + path}"><time class="dt-published" datetime="${published}">${formatDate(published, site.language, 'long')}</time></a>
${post.words > 0 ? html`<span>${post.minutes} min read</span>` : ''}
${
  changed
    ? html`<span>Updated <time class="dt-updated" datetime="${post.updatedAt}">${formatDate(post.updatedAt, site.language, 'short')}</time></span>`
    : html`<time class="dt-updated" datetime="${post.updatedAt}" hidden></time>`
}
</p>`;
}

/** A page belongs to no day, so that it says only how fresh it is. */
function pageLine({ site, origin }: Frame, post: Post, path: string): Html {
  return html`<p class="byline"><span>Last updated <a class="u-url" href="${origin + path}"><time class="dt-updated" datetime="${post.updatedAt}">${formatDate(post.updatedAt, site.language, 'long')}</time></a></span>
<span hidden>${authorCard(site, origin)}</span></p>`;
}

/** The steps from the home page to a post. */
function trail(post: Post, name: string): [name: string, path: string][] {
  const own: [string, string] = [name, postPath(post)];
  if (post.kind === 'page') return [own];
  if (post.series) return [['Series', '/series'], [post.series.name, seriesPath(post.series.slug)], own];
  const year = Number((post.publishedAt ?? post.createdAt).slice(0, 4));
  return [['Archive', '/archive'], [String(year), yearPath(year)], own];
}

/** What search engines and previews of links read. */
function articleHead(frame: Frame, post: Post, name: string): Html {
  return html`<meta property="article:published_time" content="${post.publishedAt ?? post.createdAt}">
<meta property="article:modified_time" content="${post.updatedAt}">
${post.kind === 'page' ? '' : html`${COMMENT_FEEDS.map(([format, type]) => html`<link rel="alternate" type="${type}" title="${`Comments on ${name}`}" href="${commentsFeedPath(post.slug, format)}">\n`)}`}<link rel="alternate" type="application/json+oembed" title="${name}" href="${oembedPath(frame.origin + postPath(post), 'json')}">
<link rel="alternate" type="text/xml+oembed" title="${name}" href="${oembedPath(frame.origin + postPath(post), 'xml')}">
${blogPosting(frame, post, name)}
${breadcrumbs(frame, trail(post, name))}
`;
}

import { type Html, html, jsonScript } from '../../../core/html/html.ts';
import type { Post } from '../../api/contract.ts';
import { authorCard, tagLine } from './entry.ts';
import { formatDate } from './format.ts';
import type { Frame } from './frame.ts';
import { layout } from './layout.ts';
import { postPath } from './paths.ts';
import { prose } from './prose.ts';

const DAY = 24 * 60 * 60 * 1000;

/** One post as an h-entry (https://microformats.org/wiki/h-entry). */
export function postView(frame: Frame, post: Post): Html {
  const { site, origin } = frame;
  const path = postPath(post.slug);
  const published = post.publishedAt ?? post.createdAt;
  const changed = Date.parse(post.updatedAt) - Date.parse(published) > DAY;
  const title = post.title || post.summary.slice(0, 70);
  const body = html`<article class="post h-entry" lang="${post.language ?? site.language}">
<header class="post-head">
${post.title ? html`<h1 class="p-name">${post.title}</h1>` : html`<h1 class="visually-hidden">${title}</h1>`}
<p class="byline">
<span class="by">${authorCard(site, origin)}</span>
<a class="u-url" href="${origin + path}"><time class="dt-published" datetime="${published}">${formatDate(published, site.language, 'long')}</time></a>
<span>${post.minutes} min read</span>
${changed ? html`<span>Updated <time class="dt-updated" datetime="${post.updatedAt}">${formatDate(post.updatedAt, site.language, 'short')}</time></span>` : html`<time class="dt-updated" datetime="${post.updatedAt}" hidden></time>`}
</p>
</header>
<div class="e-content prose${post.title ? '' : ' p-name'}">
${prose(post.html)}
</div>
<footer class="post-foot">${tagLine(post.tags)}
<p class="back"><a href="/archive">All posts</a></p></footer>
</article>`;
  const more = html`<meta property="og:type" content="article">
<meta property="article:published_time" content="${published}">
<meta property="article:modified_time" content="${post.updatedAt}">
${jsonScript(blogPosting(frame, post, title, published))}
`;
  return layout({ frame, title, path, description: post.summary, more, body });
}

/** https://schema.org/BlogPosting, for search engines. */
function blogPosting({ site, origin }: Frame, post: Post, headline: string, published: string): object {
  return {
    '@context': 'https://schema.org',
    '@type': 'BlogPosting',
    headline,
    description: post.summary,
    url: origin + postPath(post.slug),
    datePublished: published,
    dateModified: post.updatedAt,
    inLanguage: post.language ?? site.language,
    wordCount: post.words,
    author: { '@type': 'Person', name: site.author.name || site.title, url: site.author.url ?? `${origin}/` },
  };
}

import { attributes, type Html, html } from '../../../core/html/html.ts';
import type { FoundPost, Marked, Site } from '../../api/contract.ts';
import { entryDate, tagLine } from './entry.ts';
import { count } from './format.ts';
import type { Frame } from './frame.ts';
import { postName } from './kinds.ts';
import { layout } from './layout.ts';
import { postPath, withQuery } from './paths.ts';
import { searchForm } from './search-form.ts';

export interface Search {
  readonly query: string;
  /** Undefined before anything was asked. */
  readonly posts?: readonly FoundPost[] | undefined;
  readonly didYouMean?: string | undefined;
  /** Where this page begins, and where the next one does. */
  readonly after?: string | undefined;
  readonly next?: string | undefined;
}

/** The search, and what it found. */
export function searchView(frame: Frame, search: Search): Html {
  const { query, posts } = search;
  const body = html`<div class="column">
<header class="page-head"><h1>Search</h1></header>
${searchForm(query)}
${posts === undefined ? '' : results(frame, posts, search)}
</div>`;
  return layout({
    frame,
    title: query ? `Search for “${query}”` : 'Search',
    path: query ? undefined : '/search',
    body,
  });
}

function results({ site }: Frame, posts: readonly FoundPost[], search: Search): Html {
  const { query, didYouMean, after, next } = search;
  const first = withQuery('/search', { q: query });
  if (posts.length === 0 && after !== undefined)
    return html`<p class="lede" role="status">No more posts have “${query}”. <a href="${first}">Back to the first.</a></p>`;
  if (posts.length === 0) {
    return html`<p class="lede" role="status">No post has all of “${query}”. ${
      didYouMean === undefined
        ? html`Fewer or shorter words find more, and the <a href="/tags">tags</a> or the <a href="/archive">archive</a> may help.`
        : html`Did you mean <a href="${withQuery('/search', { q: didYouMean })}">${didYouMean}</a>?`
    }</p>`;
  }
  const shown =
    after === undefined && next === undefined ? count(posts.length, 'post') : `${posts.length} of the posts`;
  return html`<p class="quiet" role="status">${shown} with “${query}”, best first.</p>
<ol class="entries">${posts.map(post => found(post, site))}</ol>${pages(first, search)}`;
}

function pages(first: string, { query, after, next }: Search): Html {
  if (after === undefined && next === undefined) return html``;
  return html`
<nav class="pager" aria-label="Pages">${after === undefined ? '' : html`<a href="${first}">← The first</a>`}${
    next === undefined
      ? ''
      : html`<a class="older" rel="next" href="${withQuery('/search', { q: query, after: next })}">More posts →</a>`
  }</nav>`;
}

function found(post: FoundPost, site: Site): Html {
  const lang = post.language === site.language ? undefined : post.language;
  return html`
<li class="entry h-entry"${attributes({ lang })}>
${entryDate(post, site)}
<div class="entry-body"><h2 class="entry-title"><a class="u-url p-name" href="${postPath(post)}">${post.title && post.markedTitle ? marked(post.markedTitle) : postName(post)}</a></h2>
<p class="p-summary">${post.excerpt ? marked(post.excerpt) : post.summary}</p>${tagLine(post.tags)}</div>
</li>`;
}

function marked(text: Marked): Html {
  return html`${text.map(part => (part.mark ? html`<mark>${part.text}</mark>` : part.text))}`;
}

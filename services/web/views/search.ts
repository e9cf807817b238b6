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

function results({ site }: Frame, posts: readonly FoundPost[], { query, didYouMean }: Search): Html {
  if (posts.length === 0) {
    return html`<p class="lede" role="status">No post has all of “${query}”. ${
      didYouMean === undefined
        ? html`Fewer or shorter words find more, and the <a href="/tags">tags</a> or the <a href="/archive">archive</a> may help.`
        : html`Did you mean <a href="${withQuery('/search', { q: didYouMean })}">${didYouMean}</a>?`
    }</p>`;
  }
  return html`<p class="quiet" role="status">${count(posts.length, 'post')} with “${query}”, best first.</p>
<ol class="entries">${posts.map(post => found(post, site))}</ol>`;
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

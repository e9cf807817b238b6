import { type Html, html } from '../../../core/html/html.ts';
import type { PostSummary } from '../../api/contract.ts';
import { entryList } from './entry.ts';
import { count } from './format.ts';
import type { Frame } from './frame.ts';
import { layout } from './layout.ts';
import { searchForm } from './search-form.ts';

/** The search, and what it found; `posts` is undefined before anything was asked. */
export function searchView(frame: Frame, query: string, posts: readonly PostSummary[] | undefined): Html {
  const body = html`<div class="column">
<header class="page-head"><h1>Search</h1></header>
${searchForm(query)}
${posts === undefined ? '' : results(frame, query, posts)}
</div>`;
  return layout({
    frame,
    title: query ? `Search for “${query}”` : 'Search',
    path: query ? undefined : '/search',
    body,
  });
}

function results(frame: Frame, query: string, posts: readonly PostSummary[]): Html {
  if (posts.length === 0) {
    return html`<p class="lede" role="status">No post has all of “${query}”. Fewer or shorter words find more, and the <a href="/tags">tags</a> or the <a href="/archive">archive</a> may help.</p>`;
  }
  return html`<p class="quiet" role="status">${count(posts.length, 'post')} with “${query}”, best first.</p>
${entryList(posts, frame.site)}`;
}

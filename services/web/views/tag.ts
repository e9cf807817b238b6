import { type Html, html } from '../../../core/html/html.ts';
import type { PostSummary } from '../../api/contract.ts';
import { authorCard, entryList } from './entry.ts';
import { followLine } from './follow.ts';
import type { Frame } from './frame.ts';
import { breadcrumbs } from './json-ld.ts';
import { layout } from './layout.ts';
import { pager } from './pager.ts';
import { tagPath, withQuery } from './paths.ts';

interface TagPosts {
  readonly tag: { readonly slug: string; readonly name: string };
  /** What its owner says of it. */
  readonly about: string;
  readonly posts: readonly PostSummary[];
  readonly next?: string | undefined;
  readonly first: boolean;
}

/** The posts of one tag as an h-feed, with feeds of its own. */
export function tagView(frame: Frame, { tag, about, posts, next, first }: TagPosts): Html {
  const path = tagPath(tag.slug);
  const body = html`<div class="h-feed">
<header class="page-head"><p class="kicker"><a href="/tags">Tags</a></p>
<h1 class="p-name">${tag.name}</h1>
${about === '' ? '' : html`<p class="p-summary">${about}</p>\n`}<p class="quiet">By ${authorCard(frame.site, frame.origin)}. ${followLine('tag', path)}</p></header>
${entryList(posts, frame.site)}
${pager({ older: next && withQuery(path, { after: next }), newest: first ? undefined : path })}
</div>`;
  const more = html`${breadcrumbs(frame, [
    ['Tags', '/tags'],
    [tag.name, path],
  ])}\n`;
  const feeds = { title: `${frame.site.title}: ${tag.name}`, path };
  const description = about || `Posts about ${tag.name}, by ${frame.site.author.name}.`;
  return layout({ frame, title: tag.name, path: first ? path : undefined, description, feeds, more, body });
}

import { type Html, html } from '../../../core/html/html.ts';
import type { PostSummary } from '../../api/contract.ts';
import { authorCard, entryList } from './entry.ts';
import { followLine } from './follow.ts';
import { count } from './format.ts';
import type { Frame } from './frame.ts';
import { breadcrumbs } from './json-ld.ts';
import { layout } from './layout.ts';
import { seriesPath } from './paths.ts';

interface Series {
  readonly slug: string;
  readonly name: string;
  readonly description?: string | undefined;
  readonly posts: readonly PostSummary[];
}

/** A series as an h-feed in the order in which it is to be read, with feeds of its own. */
export function seriesView(frame: Frame, { slug, name, description, posts }: Series): Html {
  const path = seriesPath(slug);
  const body = html`<div class="h-feed">
<header class="page-head"><p class="kicker"><a href="/series">Series</a></p>
<h1 class="p-name">${name}</h1>
${description === undefined ? '' : html`<p class="p-summary">${description}</p>\n`}<p class="quiet">${count(posts.length, 'part')}, from the first to the last. By ${authorCard(frame.site, frame.origin)}. ${followLine('series', path)}</p></header>
${entryList(posts, frame.site)}
</div>`;
  const more = html`${breadcrumbs(frame, [
    ['Series', '/series'],
    [name, path],
  ])}\n`;
  const feeds = { title: `${frame.site.title}: ${name}`, path };
  return layout({ frame, title: name, path, ...(description && { description }), feeds, more, body });
}

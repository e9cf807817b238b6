import type { ListedResponse } from '../../api/contract.ts';
import { type CommentsSource, commentEntry, lastChange } from './comments.ts';
import { rssDate } from './rss.ts';
import { xml } from './xml.ts';

/** Comments and replies as RSS 2.0 (https://www.rssboard.org/rss-specification), each an answer to its post (RFC 4685). */
export function commentsRss(source: CommentsSource): string {
  const { site, origin, title, page, self, comments } = source;
  const changed = lastChange(comments);
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:thr="http://purl.org/syndication/thread/1.0">
<channel>
<title>${xml(title)}</title>
<link>${xml(origin + page)}</link>
<description>${xml(title)}</description>
<language>${xml(site.language)}</language>
<atom:link rel="self" type="application/rss+xml" href="${xml(origin + self)}"/>
${changed === undefined ? '' : `<lastBuildDate>${rssDate(changed)}</lastBuildDate>\n`}<generator>Croft</generator>
${comments.map(comment => item(comment, origin)).join('')}</channel>
</rss>
`;
}

function item(comment: ListedResponse, origin: string): string {
  const { id, url, page, title, name, html, published } = commentEntry(comment, origin);
  return `<item>
<title>${xml(title)}</title>
<link>${xml(url)}</link>
<guid isPermaLink="false">${xml(id)}</guid>
<pubDate>${rssDate(published)}</pubDate>
<dc:creator>${xml(name)}</dc:creator>
<thr:in-reply-to ref="${xml(page)}" href="${xml(page)}"/>
<content:encoded>${xml(html)}</content:encoded>
</item>
`;
}

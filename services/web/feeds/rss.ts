import { postPath } from '../views/paths.ts';
import { feedContent } from './content.ts';
import { entryId } from './entry-id.ts';
import type { FeedPost, FeedSource } from './source.ts';
import { xml } from './xml.ts';

/**
 * The feed as RSS 2.0 (https://www.rssboard.org/rss-specification), full content. A post without a title has none here
 * either: readers show its words.
 */
export function rssFeed(source: FeedSource): string {
  const { site, origin, title, page, self, posts, updated } = source;
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>${xml(title)}</title>
<link>${xml(origin + page)}</link>
<description>${xml(site.description || title)}</description>
<language>${xml(site.language)}</language>
<atom:link rel="self" type="application/rss+xml" href="${xml(origin + self)}"/>
${source.hubs.map(hub => `<atom:link rel="hub" href="${xml(hub)}"/>\n`).join('')}${updated === undefined ? '' : `<lastBuildDate>${rssDate(updated)}</lastBuildDate>\n`}<generator>Croft</generator>
${posts.map(post => item(post, source)).join('')}</channel>
</rss>
`;
}

function item(post: FeedPost, { site, origin }: FeedSource): string {
  const url = origin + postPath(post);
  return `<item>
${post.title ? `<title>${xml(post.title)}</title>\n` : ''}<link>${xml(url)}</link>
<guid isPermaLink="false">${xml(entryId(post.id))}</guid>
<pubDate>${rssDate(post.publishedAt ?? post.createdAt)}</pubDate>
<dc:creator>${xml(site.author.name || site.title)}</dc:creator>
${post.tags.map(tag => `<category>${xml(tag.name)}</category>\n`).join('')}<description>${xml(post.summary)}</description>
<content:encoded>${xml(feedContent(post, url))}</content:encoded>
</item>
`;
}

/** RFC 822 with four digits of the year, as RSS wants it. */
export function rssDate(time: string): string {
  return new Date(time).toUTCString();
}

import { type JsonFeed, parseJsonFeed } from 'feedsmith';
import { absolute, makeItem } from './make-item.ts';
import type { ParsedFeed, ParsedItem } from './parsed-feed.ts';
import { plainTitle } from './plain-text.ts';
import { textToHtml } from './text-to-html.ts';

type Feed = JsonFeed.Feed<string>;
type Entry = JsonFeed.Item<string>;

/** JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/). */
export function readJsonFeed(json: string, url: string): ParsedFeed {
  const feed = parseJsonFeed(json);
  const siteUrl = absolute(feed.home_page_url, url);
  return {
    kind: 'JSON Feed',
    title: plainTitle(feed.title),
    siteUrl,
    description: plainTitle(feed.description) || undefined,
    language: feed.language,
    icon: absolute(feed.icon ?? feed.favicon, url),
    hub: absolute(feed.hubs?.find(hub => hub.type?.toLowerCase() === 'websub')?.url, url),
    self: absolute(feed.feed_url, url),
    isPodcast: false,
    restSeconds: undefined,
    skipHours: [],
    skipDays: [],
    items: (feed.items ?? [])
      .map(entry => jsonItem(entry, feed, siteUrl ?? url))
      .filter(item => item !== undefined),
    damage: undefined,
  };
}

function jsonItem(entry: Entry, feed: Feed, base: string): ParsedItem | undefined {
  const text = entry.content_text ?? entry.summary;
  return makeItem({
    guid: entry.id,
    links: [entry.url, entry.external_url, /^https?:/.test(entry.id ?? '') ? entry.id : undefined],
    title: plainTitle(entry.title),
    authors: (entry.authors ?? feed.authors ?? []).map(author => author.name),
    html: entry.content_html ?? (text === undefined ? undefined : textToHtml(text)),
    summaryHtml: entry.summary === undefined ? undefined : textToHtml(entry.summary),
    categories: entry.tags,
    enclosures: entry.attachments?.map(file => ({
      url: file.url,
      type: file.mime_type,
      bytes: file.size_in_bytes,
      duration: file.duration_in_seconds,
      title: file.title,
    })),
    image: entry.image ?? entry.banner_image,
    published: entry.date_published,
    updated: entry.date_modified,
    linkBase: base,
  });
}

import { absolute } from './address.ts';
import type { RawEnclosure } from './enclosures.ts';
import { makeItem } from './make-item.ts';
import type { ParsedFeed, ParsedItem } from './parsed-feed.ts';
import { plainTitle } from './plain-text.ts';
import { textToHtml } from './text-to-html.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/); fields of the wrong type count as missing. Undefined for
 * JSON that is something else. Throws a SyntaxError for what is not JSON.
 */
export function readJsonFeed(json: string, url: string): ParsedFeed | undefined {
  const feed: unknown = JSON.parse(json);
  if (!isFields(feed) || !isJsonFeed(feed)) return undefined;
  const siteUrl = absolute(text(feed['home_page_url']), url);
  const authors = names(feed);
  const items = list(feed['items']).map(item => jsonItem(item, authors, siteUrl ?? url));
  return {
    kind: 'JSON Feed',
    title: plainTitle(text(feed['title'])),
    description: plainTitle(text(feed['description'])) || undefined,
    language: text(feed['language']),
    siteUrl,
    icon: absolute(text(feed['icon']) ?? text(feed['favicon']), url),
    funding: [],
    hub: absolute(
      text(list(feed['hubs']).find(hub => /^websub$/i.test(text(hub['type']) ?? ''))?.['url']),
      url,
    ),
    self: absolute(text(feed['feed_url']), url),
    restSeconds: undefined,
    skipHours: [],
    skipDays: [],
    items,
    damage: undefined,
  };
}

/** Some leave the version out, or write a number. */
function isJsonFeed(feed: Fields): boolean {
  const version = text(feed['version']) ?? '';
  return (
    version.includes('jsonfeed.org/') || (Array.isArray(feed['items']) && text(feed['title']) !== undefined)
  );
}

function jsonItem(item: Fields, authors: readonly string[], base: string): ParsedItem {
  const id = text(item['id']);
  const own = names(item);
  const plain = text(item['content_text']);
  const summary = text(item['summary']);
  const html = text(item['content_html']) ?? (plain === undefined ? undefined : textToHtml(plain));
  const summaryHtml = summary === undefined ? undefined : textToHtml(summary);
  return makeItem({
    guid: id,
    links: [text(item['url']), text(item['external_url']), /^https?:/.test(id ?? '') ? id : undefined],
    title: plainTitle(text(item['title'])),
    authors: own.length > 0 ? own : authors,
    html: html ?? summaryHtml,
    summaryHtml: html === undefined ? undefined : summaryHtml,
    categories: Array.isArray(item['tags']) ? item['tags'].map(text) : [],
    enclosures: list(item['attachments']).map(attachment),
    image: text(item['image']) ?? text(item['banner_image']),
    published: text(item['date_published']),
    updated: text(item['date_modified']),
    linkBase: base,
  });
}

function attachment(file: Fields): RawEnclosure {
  return {
    url: text(file['url']),
    type: text(file['mime_type']),
    bytes: text(file['size_in_bytes']),
    duration: text(file['duration_in_seconds']),
    title: text(file['title']),
  };
}

/** Version 1.1 has a list of authors, and 1.0 one. */
function names(of: Fields): string[] {
  const authors = [...list(of['authors']), ...(isFields(of['author']) ? [of['author']] : [])];
  return authors.map(author => text(author['name']) ?? '').filter(name => name !== '');
}

function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

function list(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

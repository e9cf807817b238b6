import { AppError } from '../../../core/errors.ts';
import { distinct } from './distinct.ts';
import type { ParsedFeed } from './parsed-feed.ts';
import { readHFeed } from './read-h-feed.ts';
import { readJsonFeed } from './read-json-feed.ts';
import { readXmlFeed } from './read-xml-feed.ts';
import { type XmlDocument, xmlDocument } from './xml-document.ts';
import { scanXml } from './xml-scan.ts';

/**
 * Reads a document as RSS 0.90 to 2.0, Atom 0.3 or 1.0, JSON Feed, or a page with an h-feed that names no other feed, whatever its media type claims. `url` is where it came from, which relative addresses are relative to.
 * Throws `invalid`: reason `not_a_feed` says what it is instead, `malformed` what is wrong with it. It throws nothing else.
 */
export function parseFeed(text: string, { url }: { url: string }): ParsedFeed {
  const feed = read(text, url);
  const items = distinct(feed.items);
  const damage = [feed.damage, unreadDates(items)].filter(Boolean).join(' ') || undefined;
  return { ...feed, items, damage };
}

function unreadDates(items: ParsedFeed['items']): string | undefined {
  const dates = items.flatMap(({ unreadDate }) => unreadDate ?? []);
  if (dates.length === 0) return undefined;
  const [which, stand] =
    dates.length === 1
      ? ['The date of one entry', 'It stands']
      : [`The dates of ${dates.length} entries`, 'They stand'];
  return `${which} cannot be read: “${dates[0]}”. ${stand} at the time of coming in.`;
}

function read(text: string, url: string): ParsedFeed {
  const start = text.slice(0, 1000).trimStart();
  if (start === '') throw notAFeed('The answer is empty.');
  if (/^[[{]/.test(start)) return readJson(text, url);
  const document = xmlDocument(text);
  if (document === 'page') {
    const feed = readHFeed(text, url);
    if (feed === undefined) throw notAFeed('This is a web page and not a feed.');
    return feed;
  }
  if (document === undefined) throw notAFeed(describe(start));
  return readXml(document, url);
}

function readXml(document: XmlDocument, url: string): ParsedFeed {
  const scanned = scanXml(document.text);
  const feed = readXmlFeed(scanned, document.root, url);
  if (feed.items.length > 0) return feed;
  if (scanned.fault !== undefined) throw malformed(`The feed is not well-formed XML: ${scanned.fault}.`);
  if (feed.title === '') throw malformed('The feed has neither a title nor entries.');
  return feed;
}

function readJson(text: string, url: string): ParsedFeed {
  let feed: ParsedFeed | undefined;
  try {
    feed = readJsonFeed(text.slice(text.search(/[[{]/)), url);
  } catch (error) {
    throw malformed('The feed is JSON that breaks off or is not well-formed.', error);
  }
  if (feed === undefined) throw notAFeed('This is JSON and not a JSON Feed.');
  return feed;
}

function describe(start: string): string {
  if (start.startsWith('<')) return 'This is XML, but neither RSS nor Atom.';
  if (/^(?:%PDF|\x89PNG|GIF8|\xff\xd8|PK\x03)|[\0\ufffd]/.test(start.slice(0, 100)))
    return 'This is a binary file and not a feed.';
  return 'This is text and not a feed.';
}

function notAFeed(message: string): AppError {
  return new AppError('invalid', message, { reason: 'not_a_feed' });
}

function malformed(message: string, cause?: unknown): AppError {
  return new AppError('invalid', message, { reason: 'malformed', cause });
}

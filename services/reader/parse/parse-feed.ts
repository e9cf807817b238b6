import { ParseError } from 'feedsmith';
import { AppError } from '../../../core/errors.ts';
import { distinct } from './make-item.ts';
import type { ParsedFeed } from './parsed-feed.ts';
import { readAtom } from './read-atom.ts';
import { readJsonFeed } from './read-json-feed.ts';
import { readRdf, readRss } from './read-rss.ts';
import { hasOpenEntries, salvage } from './salvage.ts';
import { type XmlDocument, xmlDocument } from './xml-document.ts';

const READERS = { rss: readRss, rdf: readRdf, feed: readAtom };

/**
 * Reads a document as RSS 0.90 to 2.0, Atom 0.3 or 1.0, or JSON Feed, whatever its media type claims.
 * `url` is where it came from, which relative addresses are relative to.
 * Throws `invalid`: reason `not_a_feed` says what it is instead, `malformed` what is wrong with it. It throws nothing else.
 */
export function parseFeed(text: string, { url }: { url: string }): ParsedFeed {
  const start = text.slice(0, 1000).trimStart();
  if (start === '') throw notAFeed('The answer is empty.');
  if (/^[[{]/.test(start)) return parseJson(text, url);
  const document = xmlDocument(text);
  if (document === 'page') throw notAFeed('This is a web page and not a feed.');
  if (document === undefined) throw notAFeed(describe(start));
  const feed = parseXml(document, url);
  return { ...feed, items: distinct(feed.items) };
}

function parseXml(document: XmlDocument, url: string): ParsedFeed {
  const read = READERS[document.root];
  const save = () => salvage(document, xml => read(xml, url));
  let feed: ParsedFeed;
  try {
    feed = read(document.text, url);
  } catch (error) {
    const saved = save();
    if (saved) return saved;
    throw malformed(`The feed ${whatIsWrong(error)}.`, error);
  }
  // The parser nests an entry in one that nobody closes and says nothing.
  const saved = hasOpenEntries(document) ? save() : undefined;
  return saved && saved.items.length > feed.items.length ? saved : feed;
}

function parseJson(text: string, url: string): ParsedFeed {
  try {
    const feed = readJsonFeed(text.slice(text.search(/[[{]/)), url);
    return { ...feed, items: distinct(feed.items) };
  } catch (error) {
    if (isJson(text)) throw notAFeed('This is JSON and not a JSON Feed.', error);
    throw malformed('The feed is JSON that breaks off or is not well-formed.', error);
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text.trimStart());
    return true;
  } catch {
    return false;
  }
}

function describe(start: string): string {
  if (start.startsWith('<')) return 'This is XML, but neither RSS nor Atom.';
  if (/^(?:%PDF|\x89PNG|GIF8|\xff\xd8|PK\x03)|[\0\ufffd]/.test(start.slice(0, 100)))
    return 'This is a binary file and not a feed.';
  return 'This is text and not a feed.';
}

/** What the parser said, when it says something that helps the feed's author. */
function whatIsWrong(error: unknown): string {
  if (error instanceof ParseError) return 'has neither a title nor entries';
  const cause = error instanceof Error ? error.cause : undefined;
  const said = cause instanceof Error ? `: ${cause.message.slice(0, 200).replace(/\.$/, '')}` : '';
  return `is not well-formed XML${said}`;
}

function notAFeed(message: string, cause?: unknown): AppError {
  return new AppError('invalid', message, { reason: 'not_a_feed', cause });
}

function malformed(message: string, cause: unknown): AppError {
  return new AppError('invalid', message, { reason: 'malformed', cause });
}

import { createHash } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import { excerpt, htmlToText } from '../../../core/html/text.ts';
import type { ParsedItem } from '../parse/parsed-feed.ts';
import { wordVector } from '../search/word-vector.ts';
import type { KnownItem, NewItem } from '../store/items.ts';
import { canonicalUrl, withoutTrackers } from './canonical-url.ts';
import { cleanHtml } from './clean-html.ts';
import { plainTitle } from './same-item.ts';

/** Bytes of the keys by which an item is found. */
const KEY_BYTES = 16;
/** Characters in which words are looked for; a text search vector ends at 1 MB. */
const SEARCHED = 100_000;
/** Characters of text from which on two items with the same words are no coincidence. */
const TELLING = 200;

export interface Hashed {
  readonly item: ParsedItem;
  readonly key: Buffer;
  readonly hash: Buffer;
}

/** What each item is known by, and what it says, as hashes: cheap enough to do for every item of every poll. */
export function hashItems(items: readonly ParsedItem[]): Hashed[] {
  return items.map(item => ({
    item,
    key: sha256(item.guid).subarray(0, KEY_BYTES),
    hash: sha256(JSON.stringify({ ...item, guid: undefined, base: undefined })),
  }));
}

/**
 * The items that are new or say something else than before, sanitised, oldest first so that ids grow as the feed does.
 * Gives way between items, since sanitising a long feed takes a while.
 */
export async function prepareItems(
  hashed: readonly Hashed[],
  known: readonly KnownItem[],
  now: Date,
): Promise<NewItem[]> {
  const before = new Map(known.map(item => [item.key.toString('hex'), item]));
  const items: NewItem[] = [];
  for (const each of hashed.toReversed()) {
    const existing = before.get(each.key.toString('hex'));
    if (existing?.content_hash.equals(each.hash)) continue;
    items.push(prepare(each, existing, now));
    await breathe();
  }
  return items;
}

function prepare({ item, key, hash }: Hashed, existing: KnownItem | undefined, now: Date): NewItem {
  const html = cleanHtml(item.html, item.base);
  const text = htmlToText(html);
  const searched = `${item.title} ${item.author ?? ''} ${text}`.slice(0, SEARCHED).toWellFormed();
  const published = existing?.published_at ?? publishedAt(item, now);
  const updated = item.updatedAt && item.updatedAt <= now ? item.updatedAt : existing && now;
  const url = item.url === undefined ? undefined : withoutTrackers(item.url);
  return {
    key: key.toString('hex'),
    content_hash: hash.toString('hex'),
    url: url ?? null,
    url_key: keyOf(url && canonicalUrl(url)),
    text_key: keyOf(text.length < TELLING ? undefined : `${plainTitle(item.title)}\n${text.toLowerCase()}`),
    title: item.title,
    author: item.author ?? null,
    html,
    summary: excerpt(text, 300),
    published_at: published.toISOString(),
    updated_at: updated && updated > published ? updated.toISOString() : null,
    categories: item.categories,
    image: item.image ?? null,
    enclosures: item.enclosures,
    comments_url: item.commentsUrl ?? null,
    chapters_url: item.chaptersUrl ?? null,
    transcript_url: item.transcriptUrl ?? null,
    text: searched,
    words: wordVector(searched),
  };
}

/** A time that is missing or still to come is the time at which the item was first seen, and stays that. */
function publishedAt(item: ParsedItem, now: Date): Date {
  return item.publishedAt && item.publishedAt <= now ? item.publishedAt : now;
}

function keyOf(text: string | undefined): string | null {
  return text === undefined ? null : sha256(text).subarray(0, KEY_BYTES).toString('hex');
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

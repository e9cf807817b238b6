import { createHash } from 'node:crypto';
import { htmlToText } from '../../../core/html/text.ts';
import type { ParsedItem } from '../parse/parsed-feed.ts';
import { wordVector } from '../search/word-vector.ts';
import type { NewItem } from '../store/items.ts';
import { canonicalUrl, withoutTrackers } from './canonical-url.ts';
import { cleanFiles, cleanImage, cleanLink } from './clean-files.ts';
import { cleanHtml } from './clean-html.ts';
import { plainTitle } from './same-item.ts';
import { summaryOf } from './summary.ts';

/** Bytes of the keys by which an item is found. */
export const KEY_BYTES = 16;
/** Characters in which words are looked for; a text search vector ends at 1 MB. */
const SEARCHED = 100_000;
/** Characters of text from which on two items with the same words are no coincidence. */
const TELLING = 200;

/** An item that is new or says something else than before, with its key and its hash in hexadecimal. */
export interface Unprepared {
  readonly item: ParsedItem;
  readonly key: string;
  readonly hash: string;
  /** When what is known of it was published. */
  readonly knownSince: Date | undefined;
  readonly now: Date;
}

/** Sanitised, and with what it is found by. */
export function prepareItem({ item, key, hash, knownSince, now }: Unprepared): NewItem {
  const html = cleanHtml(item.html, item.base);
  const text = htmlToText(html);
  const searched = `${item.title} ${item.author ?? ''} ${text}`.slice(0, SEARCHED).toWellFormed();
  const published = knownSince ?? publishedAt(item, now);
  const updated = item.updatedAt && item.updatedAt <= now ? item.updatedAt : knownSince && now;
  const url = item.url === undefined ? undefined : withoutTrackers(item.url);
  return {
    key,
    content_hash: hash,
    url: url ?? null,
    url_key: keyOf(url && canonicalUrl(url)),
    text_key: keyOf(text.length < TELLING ? undefined : `${plainTitle(item.title)}\n${text.toLowerCase()}`),
    title: item.title,
    author: item.author ?? null,
    html,
    summary: summaryOf(text, item.summaryHtml),
    published_at: published.toISOString(),
    updated_at: updated && updated > published ? updated.toISOString() : null,
    categories: item.categories,
    image: cleanImage(item),
    enclosures: cleanFiles(item.enclosures),
    comments_url: cleanLink(item.commentsUrl),
    chapters_url: cleanLink(item.chaptersUrl),
    transcript_url: cleanLink(item.transcriptUrl),
    episode: item.episode ?? null,
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

export function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

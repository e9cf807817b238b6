import { createHash } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import type { ParsedItem } from '../parse/parsed-feed.ts';
import { KEY_BYTES, sha256 } from './prepare-item.ts';

/** Milliseconds of hashing after which the process does something else. */
const TURN = 5;
/** Characters that are hashed at once, which takes about a millisecond. */
const PIECE = 200_000;

export interface Hashed {
  readonly item: ParsedItem;
  readonly key: Buffer;
  readonly hash: Buffer;
}

/**
 * What each item is known by, and what it says, as hashes: cheap enough to do for every item of every poll. Gives way
 * often, also within an item, since a feed may have megabytes.
 */
export async function hashItems(items: readonly ParsedItem[]): Promise<Hashed[]> {
  const hashed: Hashed[] = [];
  let since = performance.now();
  for (const item of items) {
    const hash = createHash('sha256');
    for (const piece of contentPieces(item, PIECE)) {
      hash.update(piece);
      if (performance.now() - since < TURN) continue;
      await breathe();
      since = performance.now();
    }
    hashed.push({ item, key: sha256(item.guid).subarray(0, KEY_BYTES), hash: hash.digest() });
  }
  return hashed;
}

/** What an item says as JSON, in pieces of about so many characters. */
export function* contentPieces(item: ParsedItem, size: number): Generator<string> {
  const { html, summaryHtml = '' } = item;
  const content = { ...item, guid: undefined, base: undefined, unreadDate: undefined };
  if (html.length + summaryHtml.length <= size) return yield JSON.stringify(content);
  const short = { ...content, html: '', ...(summaryHtml && { summaryHtml: '' }) };
  // Quotation marks within a text are escaped, so that these are the two fields.
  const [first = '', ...rest] = JSON.stringify(short).split(/(?<="(?:html|summaryHtml)":")(?=")/);
  yield first;
  let before = first;
  for (const part of rest) {
    yield* escapedPieces(before.endsWith('"html":"') ? html : summaryHtml, size);
    yield part;
    before = part;
  }
}

function* escapedPieces(text: string, size: number): Generator<string> {
  for (let from = 0, to = 0; from < text.length; from = to) {
    to = from + size;
    // The two halves of a character stay together.
    if (/[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(to - 1, to + 1))) to++;
    yield JSON.stringify(text.slice(from, to)).slice(1, -1);
  }
}

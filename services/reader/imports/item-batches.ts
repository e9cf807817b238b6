import { keepItems } from '../archive/keep-items.ts';
import { keepSaved } from '../archive/keep-saved.ts';
import { type ArchivedItem, type ArchiveEntry, readArchive } from '../archive/read-archive.ts';
import type { Batch } from './batch.ts';
import { settingsBatches } from './settings-batches.ts';

/** Items of one transaction. */
const BATCH = 200;

/** What came of an item. */
export interface ItemResult {
  /** Of the item in its file, from 1 on. */
  readonly number: number;
  /** Its title. */
  readonly label: string;
  readonly outcome: 'added' | 'known' | 'skipped' | 'invalid';
  readonly message?: string;
}

interface Numbered {
  readonly number: number;
  readonly label: string;
  readonly kept: ArchivedItem;
}

/** Takes in items from a file of another reader, feed by feed, or rules and settings of this one. Throws `invalid` when it is no such file. */
export function itemBatches(json: string, account: string): Batch<ItemResult>[] {
  const settings = settingsBatches(json, account);
  if (settings) return settings;
  const entries = readArchive(json);
  const batches: Batch<ItemResult>[] = [];
  for (const batch of byFeed(entries))
    batches.push({
      size: batch.length,
      async take(db) {
        const items = batch.map(({ kept }) => kept);
        const outcomes = await keepItems(db, account, items);
        return batch.map(({ number, label }, n) => ({ number, label, outcome: outcomes[n] ?? 'skipped' }));
      },
    });
  for (const batch of inParts(numbered(entries).filter(({ kept }) => kept.saved)))
    batches.push({
      size: batch.length,
      async take(db) {
        const pages = batch.map(({ kept }) => kept);
        const outcomes = await keepSaved(db, account, pages);
        return batch.map(({ number, label }, n) => ({ number, label, outcome: outcomes[n]! }));
      },
    });
  const refused = entries.flatMap((entry, n): ItemResult[] =>
    'problem' in entry
      ? [{ number: n + 1, label: entry.label, outcome: 'invalid', message: entry.problem }]
      : [],
  );
  if (refused.length > 0) batches.push({ size: refused.length, take: async () => refused });
  return batches;
}

function numbered(entries: readonly ArchiveEntry[]): Numbered[] {
  return entries.flatMap((entry, n) =>
    'kept' in entry ? [{ number: n + 1, label: entry.label, kept: entry.kept }] : [],
  );
}

/** Usable entries, those of one feed together. */
function* byFeed(entries: readonly ArchiveEntry[]): Generator<Numbered[]> {
  const feeds = new Map<string, Numbered[]>();
  for (const one of numbered(entries)) {
    const { saved, feed } = one.kept;
    if (saved) continue;
    const known = feeds.get(feed.url);
    if (known) known.push(one);
    else feeds.set(feed.url, [one]);
  }
  for (const feed of feeds.values()) yield* inParts(feed);
}

function* inParts(items: readonly Numbered[]): Generator<Numbered[]> {
  for (let from = 0; from < items.length; from += BATCH) yield items.slice(from, from + BATCH);
}

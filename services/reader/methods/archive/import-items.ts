import type { CallContext } from '../../../../core/rpc/contract.ts';
import { type Kept, keepItems } from '../../archive/keep-items.ts';
import type { ArchivedItem, ArchiveEntry } from '../../archive/read-archive.ts';
import type { ReaderContext } from '../../context.ts';

/** Items of one transaction. */
const BATCH = 200;

export interface ItemProgress {
  done: number;
  total: number;
  label: string;
  outcome: 'added' | 'known' | 'skipped' | 'invalid';
  message?: string;
}

/** Takes in items from a file of another reader, feed by feed. Throws `invalid` when it is no such file. */
export async function* importItems(
  ctx: Pick<ReaderContext, 'db'>,
  { account, json }: { account: string; json: string },
  { signal }: CallContext,
): AsyncGenerator<ItemProgress> {
  const { readArchive } = await import('../../archive/read-archive.ts');
  const entries = readArchive(json);
  const total = entries.length;
  let done = 0;
  for (const batch of batches(entries)) {
    signal?.throwIfAborted();
    const kept = await keepItems(
      ctx,
      account,
      batch.map(entry => entry.kept),
    );
    for (const [n, { label }] of batch.entries())
      yield { done: ++done, total, label, outcome: outcomeOf(kept[n]) };
  }
  for (const entry of entries) {
    if (!('problem' in entry)) continue;
    yield { done: ++done, total, label: entry.label, outcome: 'invalid', message: entry.problem };
  }
}

function outcomeOf(kept: Kept): ItemProgress['outcome'] {
  return kept ?? 'skipped';
}

type Usable = ArchiveEntry & { readonly kept: ArchivedItem };

/** Usable entries, those of one feed together. */
function* batches(entries: readonly ArchiveEntry[]): Generator<Usable[]> {
  const feeds = new Map<string, Usable[]>();
  for (const entry of entries) {
    if (!('kept' in entry)) continue;
    const { url } = entry.kept.feed;
    const known = feeds.get(url);
    if (known) known.push(entry);
    else feeds.set(url, [entry]);
  }
  for (const feed of feeds.values())
    for (let from = 0; from < feed.length; from += BATCH) yield feed.slice(from, from + BATCH);
}

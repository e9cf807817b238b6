import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';
import { backoff } from './backoff.ts';

const RETRY = { first: 200, most: 5_000 };

/** Ids that are remembered: after a fault the other side may give again what came already. */
const REMEMBERED = 2_000;

/**
 * Hears a stream of another service until the signal aborts. A lost line is taken up after the last item that arrived, so
 * that none is missed and none is heard twice.
 */
export async function follow<T extends { readonly id?: string | undefined }>(
  open: (after: string | undefined) => AsyncIterable<T>,
  take: (item: T) => Promise<void> | void,
  log: Log,
  signal: AbortSignal,
  /** Where to begin. */
  begin?: string,
): Promise<void> {
  let after = begin;
  const had = new Set<string>();
  for (let attempt = 0; !signal.aborted; attempt++) {
    try {
      for await (const item of open(after)) {
        attempt = 0;
        if (item.id !== undefined && had.has(item.id)) continue;
        if (item.id !== undefined) remember(had, item.id);
        after = item.id ?? after;
        await take(item);
      }
    } catch (err) {
      if (signal.aborted) return;
      log.debug({ err }, 'a stream was lost');
    }
    await sleep(backoff(attempt, RETRY), undefined, { signal }).catch(() => {});
  }
}

function remember(had: Set<string>, id: string): void {
  had.add(id);
  if (had.size > REMEMBERED) had.delete(had.values().next().value!);
}

import type { CallContext } from '../../../../core/rpc/contract.ts';
import type { ReaderContext } from '../../context.ts';
import { sizeOf } from '../../imports/batch.ts';
import type { ItemResult } from '../../imports/item-batches.ts';

export interface ItemProgress extends Omit<ItemResult, 'number'> {
  done: number;
  total: number;
}

/** Takes in items from a file of another reader, feed by feed. Throws `invalid` when it is no such file. */
export async function* importItems(
  ctx: Pick<ReaderContext, 'db'>,
  { account, json }: { account: string; json: string },
  { signal }: CallContext,
): AsyncGenerator<ItemProgress> {
  const { itemBatches } = await import('../../imports/item-batches.ts');
  const batches = itemBatches(json, account);
  const total = sizeOf(batches);
  let done = 0;
  for (const batch of batches) {
    signal?.throwIfAborted();
    for (const { number: _, ...result } of await batch.take(ctx.db)) yield { done: ++done, total, ...result };
  }
}

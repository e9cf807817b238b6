import type { CallContext } from '../../../../core/rpc/contract.ts';
import type { ReaderContext } from '../../context.ts';
import { sizeOf } from '../../imports/batch.ts';
import type { OpmlResult } from '../../imports/opml-batches.ts';

export interface ImportProgress extends OpmlResult {
  done: number;
  total: number;
}

/** Subscribes a person to every feed of an OPML document; new ones are polled afterwards. Doing it again changes nothing. */
export async function* importOpml(
  ctx: ReaderContext,
  input: { account: string; opml: string; public?: boolean | undefined },
  { signal }: CallContext,
): AsyncGenerator<ImportProgress> {
  const { opmlBatches } = await import('../../imports/opml-batches.ts');
  const batches = opmlBatches(input.opml, input.account, input.public ?? ctx.config.public);
  const total = sizeOf(batches);
  let done = 0;
  try {
    for (const batch of batches) {
      signal?.throwIfAborted();
      for (const result of await batch.take(ctx.db)) yield { done: ++done, total, ...result };
    }
  } finally {
    if (done > 0) await ctx.sweepSoon();
  }
}

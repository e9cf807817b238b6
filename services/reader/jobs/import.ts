import { z } from 'zod';
import { toAppError } from '../../../core/errors.ts';
import type { JobDefinition } from '../../../core/jobs/index.ts';
import type { ReaderContext } from '../context.ts';
import type { Batch } from '../imports/batch.ts';
import type { ImportResult } from '../imports/file-batches.ts';
import {
  claimEntries,
  endImport,
  nextImport,
  noteResults,
  noteTotal,
  type RunningImport,
} from '../store/imports.ts';

export const ImportJob = z.object({});

type ImportContext = Pick<ReaderContext, 'db' | 'log' | 'sweepSoon'>;

/**
 * `reader.import`, every minute and when a person gives a file: takes in files of other readers, batch by batch. A batch and
 * the note of it are one transaction, so that a kill loses and doubles nothing.
 */
export function importJob(ctx: ImportContext): JobDefinition<typeof ImportJob> {
  return {
    schema: ImportJob,
    schedule: '* * * * *',
    policy: 'stately',
    concurrency: 1,
    timeout: 3_600,
    async handler(_data, { signal }) {
      for (let next = await nextImport(ctx.db); next; next = await nextImport(ctx.db))
        await runImport(ctx, next, signal);
    },
  };
}

/** A file that cannot be read, or not to its end, says so and holds up no other. */
async function runImport(ctx: ImportContext, one: RunningImport, signal: AbortSignal): Promise<void> {
  try {
    await takeIn(ctx, one, signal);
    await endImport(ctx.db, one.id);
  } catch (thrown) {
    signal.throwIfAborted();
    const error = toAppError(thrown);
    // Without the database nothing can be noted: the next run goes on.
    if (error.code === 'unavailable') throw thrown;
    if (error.code === 'internal') ctx.log.error({ err: thrown }, 'An import broke off.');
    const problem =
      error.code === 'internal' ? 'It broke off. Import the file again to go on.' : error.message;
    await endImport(ctx.db, one.id, problem);
  } finally {
    await ctx.sweepSoon();
  }
}

async function takeIn(ctx: ImportContext, one: RunningImport, signal: AbortSignal): Promise<void> {
  const { fileBatches } = await import('../imports/file-batches.ts');
  const { sizeOf } = await import('../imports/batch.ts');
  const batches = await fileBatches(one.file, { account: one.account, isPublic: one.public });
  await noteTotal(ctx.db, one.id, sizeOf(batches));
  let from = 0;
  for (const batch of batches) {
    signal.throwIfAborted();
    if (from + batch.size > one.done) await takeBatch(ctx, one, from, batch);
    from += batch.size;
  }
}

async function takeBatch(
  { db }: ImportContext,
  { id }: RunningImport,
  from: number,
  batch: Batch<ImportResult>,
): Promise<void> {
  await db.transaction().execute(async tx => {
    if (await claimEntries(tx, id, from + batch.size))
      await noteResults(tx, id, from + 1, await batch.take(tx));
  });
}

import { z } from 'zod';
import type { JobDefinition } from '../../../core/jobs/index.ts';
import type { ApiContext } from '../context.ts';
import { sweepFiles } from '../moving/files.ts';
import { runImport } from '../moving/run-import.ts';
import { claimImport, forgetImports, keptImports } from '../store/moving/imports.ts';

const Data = z.object({});

/**
 * `api.import`, every minute and when a file has come: brings in what waits, and what a kill broke off, one at a time in all
 * processes together. What came in before is left alone by the importers, so that it goes on.
 */
export function importSiteJob(ctxOf: () => ApiContext): JobDefinition<typeof Data> {
  return {
    schema: Data,
    schedule: '* * * * *',
    policy: 'stately',
    concurrency: 1,
    // The longest that the queue knows; what takes longer goes on in the next run.
    timeout: 86_400,
    async handler(_data, { signal }) {
      const ctx = ctxOf();
      await forgetImports(ctx.db);
      await sweepFiles(ctx, () => keptImports(ctx.db));
      for (let next = await claimImport(ctx.db); next; next = await claimImport(ctx.db))
        await runImport(ctx, next, signal);
    },
  };
}

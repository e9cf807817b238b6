import { z } from 'zod';
import type { JobDefinition } from '../../../core/jobs/index.ts';
import type { ApiContext } from '../context.ts';
import { readSource } from '../mentions/read-source.ts';
import { takeIn, turnAway } from '../mentions/take-in.ts';
import { verdictOn } from '../store/mentions/domains.ts';
import { beginLook, lockMention, settleMention } from '../store/mentions/mentions.ts';

const Data = z.object({ id: z.string() });
/** Runs after the first of a source that cannot be read. */
const RETRIES = 4;

/** Looks at the source of a mention: takes it in, or turns it away. Running it twice gives what the source says the second time. */
export function checkMentionJob(ctxOf: () => ApiContext): JobDefinition<typeof Data> {
  return {
    schema: Data,
    concurrency: 4,
    policy: 'short',
    timeout: 120,
    retry: { limit: RETRIES, delay: 30, maxDelay: 3600 },
    async handler({ id }, { retries }) {
      const ctx = ctxOf();
      const row = await beginLook(ctx.db, id);
      if (!row) return;
      if ((await verdictOn(ctx.db, row.host)) === 'block')
        return turnAway(ctx, row, 'refused', 'Mentions from this domain are not accepted here.');
      const looked = await readSource(ctx, row.source, row.target);
      if (looked.outcome === 'linked') return takeIn(ctx, row, looked.mention);
      const { outcome, reason } = looked;
      if (outcome !== 'unreadable')
        return turnAway(ctx, row, row.state === 'waiting' ? 'refused' : outcome, reason);
      if (retries < RETRIES) throw new Error(reason);
      // A site that is down takes back nothing that it once said.
      const state = row.state === 'waiting' ? 'refused' : (row.state as 'linked' | 'refused' | 'gone');
      await ctx.db.transaction().execute(async trx => {
        if (await lockMention(trx, row)) await settleMention(trx, row, { state, reason });
      });
    },
  };
}

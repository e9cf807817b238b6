import { setImmediate as breathe } from 'node:timers/promises';
import { z } from 'zod';
import type { JobDefinition } from '../../../core/jobs/index.ts';
import type { ReaderContext } from '../context.ts';
import { compileMatch } from '../rules/compile.ts';
import { applyRules } from '../rules/judge.ts';
import { subjectOfKept } from '../rules/subject.ts';
import { type Applying, nextApplying, noteApplied } from '../store/applying.ts';
import { lockReader } from '../store/readers.ts';
import { itemsBetween, type RuleItem } from '../store/rule-items.ts';
import { type ItemVerdict, markByRules } from '../store/verdict-marks.ts';

export const ApplyRulesJob = z.object({});

/** Ids of one slice, which is a transaction. */
const SLICE = 500;

/**
 * `reader.apply-rules`, every minute and when a person asks for it: does with what is here as rules say, newest first, slice
 * by slice. A slice and the note of it are one transaction, so that a kill loses and doubles nothing.
 */
export function applyRulesJob(ctx: Pick<ReaderContext, 'db'>): JobDefinition<typeof ApplyRulesJob> {
  return {
    schema: ApplyRulesJob,
    schedule: '* * * * *',
    policy: 'stately',
    concurrency: 1,
    timeout: 3_600,
    async handler(_data, { signal }) {
      for (let rule = await nextApplying(ctx.db); rule; rule = await nextApplying(ctx.db)) {
        await applySlice(ctx, rule);
        signal.throwIfAborted();
      }
    },
  };
}

/** Exported for a test that stops between slices. */
export async function applySlice({ db }: Pick<ReaderContext, 'db'>, rule: Applying): Promise<void> {
  const from = rule.apply_below - SLICE;
  const items = await itemsBetween(db, rule.reader_id, { from, below: rule.apply_below });
  const { verdicts, matched } = await verdictsOf(rule, items);
  await db.transaction().execute(async tx => {
    const reader = await lockReader(tx, rule.account);
    const below = from > 1 ? from : null;
    const noted = await noteApplied(tx, rule, { below, looked: items.length, matched });
    if (noted && verdicts.length > 0) await markByRules(tx, reader, verdicts);
  });
}

async function verdictsOf(
  { name, match, actions }: Applying,
  items: readonly RuleItem[],
): Promise<{ verdicts: ItemVerdict[]; matched: number }> {
  const test = compileMatch(match);
  const verdicts: ItemVerdict[] = [];
  let matched = 0;
  for (const item of items) {
    const subject = subjectOfKept(item, item.feeds);
    if (test(subject)) {
      matched++;
      const { marks } = applyRules([{ name, test: () => true, actions }], subject);
      if (marks) verdicts.push({ item_id: item.id, ...marks });
    }
    await breathe();
  }
  return { verdicts, matched };
}

import { AppError } from '../../../../core/errors.ts';
import type { ReaderContext } from '../../context.ts';
import type { FeedHealthDetails } from '../../contract/health.ts';
import { toHealth, toPushHealth } from '../../health/to-health.ts';
import { toId } from '../../store/feed-row.ts';
import { attemptsOf, healthOf, pushOf } from '../../store/health.ts';

/** What is wrong with a feed, since when, what was tried, and when and why it is polled next. Throws `not_found`. */
export async function feedHealth(
  ctx: Pick<ReaderContext, 'db' | 'hubs'>,
  { account, id }: { account: string; id: string },
): Promise<{ health: FeedHealthDetails }> {
  const row = await healthOf(ctx.db, account, toId(id) ?? 0);
  if (!row) throw new AppError('not_found', 'There is no such feed.');
  const [attempts, push] = await Promise.all([attemptsOf(ctx.db, row.id), pushOf(ctx.db, row.id)]);
  const now = new Date();
  return {
    health: {
      ...toHealth(row, now),
      push: toPushHealth(push, ctx.hubs.reachable, now),
      quietPolls: row.quiet_polls,
      attempts,
    },
  };
}

import type { ReaderContext } from '../../context.ts';
import type { FeedHealth } from '../../contract/health.ts';
import { toHealth } from '../../health/to-health.ts';
import { problemFeeds } from '../../store/health.ts';

/** Every feed of a person with which something is wrong, longest first. */
export async function listFeedProblems(
  ctx: Pick<ReaderContext, 'db'>,
  { account }: { account: string },
): Promise<{ feeds: FeedHealth[] }> {
  const now = new Date();
  return { feeds: (await problemFeeds(ctx.db, account)).map(row => toHealth(row, now)) };
}

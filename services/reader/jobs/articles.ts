import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { JobDefinition } from '../../../core/jobs/index.ts';
import { fetchArticle } from '../articles/fetch-article.ts';
import type { ReaderContext } from '../context.ts';
import { claimPage, type PageRow } from '../store/full-texts.ts';
import { createTurns } from '../turns.ts';

export const ArticlesJob = z.object({});

/** Pages that are fetched side by side, each from another host. */
const AT_ONCE = 6;
/** Milliseconds after a page for which its host is left alone. */
const GAP = 1_000;
/** Seconds for which a page is taken; a fetch and finding the article take less. */
const LEASE = 300;
/** Milliseconds after which the rest is left to the next run, which comes within a minute. */
const LONG_ENOUGH = 200_000;

/**
 * `reader.articles`, every minute and when a page was saved: fetches the pages that are due. A kill loses nothing: what was
 * taken and not noted is due again after the lease.
 */
export function articlesJob(
  ctx: Pick<ReaderContext, 'db' | 'fetcher' | 'secrets' | 'log'>,
): JobDefinition<typeof ArticlesJob> {
  return {
    schema: ArticlesJob,
    schedule: '* * * * *',
    policy: 'stately',
    concurrency: 1,
    async handler(_data, { signal }) {
      const until = performance.now() + LONG_ENOUGH;
      const busy = new Set<string>();
      const turn = createTurns(1, AT_ONCE);
      const takeOne = async () => {
        const page = await claimPage(ctx.db, [...busy], LEASE);
        if (page) busy.add(hostOf(page));
        return page;
      };
      async function work(): Promise<void> {
        while (!signal.aborted && performance.now() < until) {
          const page = await turn(takeOne);
          if (page) {
            const rest = () => setTimeout(() => busy.delete(hostOf(page)), GAP).unref();
            await fetchArticle(ctx, page, signal).finally(rest);
          } else if (busy.size > 0) await sleep(GAP / 4);
          else return;
        }
      }
      await Promise.all(Array.from({ length: AT_ONCE }, work));
    },
  };
}

/** As the claim compares it. */
function hostOf({ url }: PageRow): string {
  return /^https?:\/\/([^/?#]+)/.exec(url ?? '')?.[1]?.toLowerCase() ?? '';
}

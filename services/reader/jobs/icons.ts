import { z } from 'zod';
import type { JobDefinition } from '../../../core/jobs/index.ts';
import type { ReaderContext } from '../context.ts';
import { findIcon } from '../icons/find-icon.ts';
import { claimIcons, forgetIcons, keepIcon } from '../store/icons.ts';

export const IconsJob = z.object({});

/** Feeds that are looked at side by side. */
const AT_ONCE = 8;
/** Milliseconds between two looks at a site: a week, give or take a day, so that what came together goes apart. */
const WEEK = 7 * 86_400_000;
const SPREAD = 86_400_000;
/** Milliseconds after which the rest is left to the next run. */
const LONG_ENOUGH = 200_000;

/** `reader.icons`, every five minutes: looks for the pictures of sites that were not looked for since a week. */
export function iconsJob(ctx: Pick<ReaderContext, 'db' | 'fetcher'>): JobDefinition<typeof IconsJob> {
  return {
    schema: IconsJob,
    schedule: '*/5 * * * *',
    policy: 'exclusive',
    concurrency: 1,
    async handler(_data, { signal }) {
      const until = performance.now() + LONG_ENOUGH;
      let found = 0;
      while (performance.now() < until) {
        signal.throwIfAborted();
        const feeds = await claimIcons(ctx.db, AT_ONCE);
        if (feeds.length === 0) break;
        found += feeds.length;
        await Promise.all(
          feeds.map(async ({ id, ...places }) => {
            const icon = await findIcon(ctx, places, signal);
            const next = new Date(Date.now() + WEEK + (Math.random() - 0.5) * 2 * SPREAD);
            await keepIcon(ctx.db, id, icon, next);
          }),
        );
      }
      if (found > 0) await forgetIcons(ctx.db);
    },
  };
}

import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { JobDefinition, JobFailures } from '../../../core/jobs/index.ts';
import type { Place } from '../../../core/service/look-around.ts';
import { Noted, notice } from '../alerts/notice.ts';
import { findTroubles, JOBS_SECONDS } from '../alerts/troubles.ts';
import type { BotContext } from '../context.ts';
import { say } from '../reply.ts';

export const AlertJob = z.object({ noted: z.array(Noted).default([]) });

/** What is looked at, and where it is remembered what was seen. */
export interface AlertSources {
  lookAround(): Promise<Place[]>;
  failures(seconds: number): Promise<JobFailures[]>;
  /** Gives the next run what it has to know. */
  giveNext(data: z.input<typeof AlertJob>): Promise<void>;
}

/** Changes that one line tells, and the letters of it; a line of IRC takes about 400. */
const MOST = 4;
const LONGEST = 380;
const LONGEST_CHANGE = 160;

/**
 * `bot.alert`, every minute, once however many processes there are: looks at every service and tells in the owner's room, in one
 * line, what has changed. What it has told is the data of the next run, so that no start tells it again.
 */
export function alertJob(
  ctx: Pick<BotContext, 'config' | 'destinations' | 'forActions' | 'log'>,
  sources: AlertSources,
): JobDefinition<typeof AlertJob> {
  const room = ctx.config.alerts?.room;
  return {
    schema: AlertJob,
    ...(room !== undefined && { schedule: '* * * * *' }),
    policy: 'exclusive',
    concurrency: 1,
    timeout: 50,
    // The next minute looks again.
    retry: { limit: 0 },
    async handler({ noted }) {
      if (room === undefined) return;
      const [places, failures] = await Promise.all([sources.lookAround(), sources.failures(JOBS_SECONDS)]);
      const now = ctx.forActions.now().getTime();
      const next = notice(noted, findTroubles(places, failures, now), now);
      const text = inOneLine(next.say);
      // By its key a run that ends between this and the next line says nothing twice.
      if (text !== '') {
        const key = createHash('sha256')
          .update(next.say.map(({ id }) => id).join('\n'))
          .digest('base64url');
        if (!ctx.destinations.isHeard(room))
          ctx.log.warn({ room, text }, 'Nobody shows the room of alerts now; it is kept for a day.');
        await ctx.destinations.sendOnce(room, { text, html: say(text).html.text }, `alert ${key}`);
      }
      if (noted.length > 0 || next.noted.length > 0) await sources.giveNext({ noted: next.noted });
    },
  };
}

function inOneLine(changes: readonly { text: string }[]): string {
  const told = changes
    .slice(0, MOST)
    .map(({ text }) => shorten(text.replaceAll(/[\s\p{Cc}]+/gu, ' '), LONGEST_CHANGE));
  const more = changes.length > MOST ? `; and ${changes.length - MOST} more: croft doctor` : '';
  return `${shorten(told.join('; '), LONGEST - more.length)}${more}`;
}

function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

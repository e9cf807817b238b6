import { setTimeout as sleep } from 'node:timers/promises';
import type { BotContext } from '../context.ts';
import { forgetAnswers } from '../store/answers.ts';
import { forgetUses } from '../store/commands.ts';
import { forgetUnconfirmed } from '../store/confirmations.ts';
import { forgetHeard } from '../store/heard.ts';
import { forgetDead } from '../store/leaders.ts';
import { forgetPolls } from '../store/polls.ts';
import { forgetMet } from '../store/rules.ts';
import { forgetSilent } from '../store/spoken.ts';
import { forgetStrikes } from '../store/strikes.ts';
import { forgetTells } from '../store/tells.ts';
import { runTimers } from '../timers/run-timers.ts';

/** Milliseconds between signs of life; the second while other processes live, whose messages and answers are looked for too. */
const BEAT_EVERY = 1_000;
const BEAT_AMONG_OTHERS = 200;

const FORGET_EVERY = 60_000;
/** Between looks at which timers are due. */
const TIME_EVERY = 1_000;

/** Shows that this process lives, and takes over what others leave, until the signal aborts. */
export async function watch(ctx: BotContext, signal: AbortSignal): Promise<void> {
  let forgot = performance.now();
  let timed = 0;
  while (!signal.aborted) {
    try {
      const { others, undone } = await ctx.leadership.beat();
      ctx.destinations.elsewhere = others;
      if (others) await Promise.all([ctx.destinations.look(), ctx.settings.load(), ctx.moderation.look()]);
      if (undone) await ctx.inbox.take();
      if (performance.now() - timed > TIME_EVERY) {
        timed = performance.now();
        await runTimers(ctx);
        await ctx.books.spoken.note();
      }
      if (performance.now() - forgot > FORGET_EVERY) {
        forgot = performance.now();
        await forget(ctx);
      }
    } catch (err) {
      ctx.log.debug({ err }, 'the rooms cannot be watched now');
    }
    const pause = ctx.destinations.elsewhere ? BEAT_AMONG_OTHERS : BEAT_EVERY;
    await sleep(pause, undefined, { signal }).catch(() => {});
  }
}

/** Deletes what nobody needs any more. */
export async function forget(ctx: BotContext): Promise<void> {
  ctx.counters.lost.add(await forgetAnswers(ctx.db));
  await forgetHeard(ctx.db);
  await forgetDead(ctx.db);
  await forgetUses(ctx.db);
  await forgetSilent(ctx.db);
  await forgetTells(ctx.db);
  await forgetPolls(ctx.db);
  await ctx.moderation.tidy();
  await forgetUnconfirmed(ctx.db);
  await forgetMet(ctx.db);
  await forgetStrikes(ctx.db);
}

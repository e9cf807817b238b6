import { expand } from '../commands/expand.ts';
import { parseTemplate } from '../commands/template.ts';
import type { BotContext } from '../context.ts';
import { say } from '../reply.ts';
import { type Delivery, storeAnswer } from '../store/answers.ts';
import { changeCounter } from '../store/counters.ts';
import { dueTimers, nextRound, skipRound } from '../store/timers.ts';

/**
 * Says what timers have to say now in rooms that somebody shows. The round of a timer and what it says are one transaction,
 * so that of any number of processes one says it.
 */
export async function runTimers(ctx: BotContext): Promise<void> {
  const { timers } = ctx.books;
  if (!timers.any) return;
  await timers.count();
  for (const { id, room } of await dueTimers(ctx.db)) {
    if (!ctx.destinations.isHeard(room)) continue;
    try {
      const said = await sayTimer(ctx, id);
      if (said) ctx.destinations.give(said);
    } catch (err) {
      ctx.log.warn({ err, room, timer: id }, 'a timer could not be said');
      await skipRound(ctx.db, id);
    }
  }
}

function sayTimer({ db, forActions, settings }: BotContext, id: number): Promise<Delivery | undefined> {
  const { now, random } = forActions;
  return db.transaction().execute(async trx => {
    const timer = await nextRound(trx, id);
    if (!timer) return undefined;
    const { room, round } = timer;
    const { timeZone } = settings.of(room);
    const text = await expand(parseTemplate(timer.text), {
      ...{ user: undefined, args: '', room, count: round, timeZone, now: now(), random },
      counter: (name, change) => changeCounter(trx, { room, name }, change),
    });
    const answer = { text, html: say(text).html.text };
    const stored = await storeAnswer(trx, { room, answer, key: `timer ${id} ${round}` });
    return { id: stored.id, room, answer };
  });
}

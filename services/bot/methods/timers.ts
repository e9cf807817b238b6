import { checkTemplate } from '../commands/expand.ts';
import type { BotContext } from '../context.ts';
import type { NewTimer, Timer, TimerChange } from '../contract/commands.ts';
import * as store from '../store/timers.ts';

type Ctx = Pick<BotContext, 'db' | 'books'>;

export async function listTimers({ db }: Pick<Ctx, 'db'>): Promise<{ timers: Timer[] }> {
  return { timers: await store.listTimers(db) };
}

/** Throws `invalid` for a text that cannot be said by the clock. */
export async function addTimer({ db, books }: Ctx, timer: NewTimer): Promise<Timer> {
  checkTemplate(timer.text, { personal: false });
  const added = await db.transaction().execute(trx => store.addTimer(trx, timer));
  await books.load();
  return added;
}

/** Throws `not_found`, and as `addTimer`. */
export async function changeTimer({ db, books }: Ctx, change: TimerChange): Promise<Timer> {
  if (change.text !== undefined) checkTemplate(change.text, { personal: false });
  const changed = await db.transaction().execute(trx => store.changeTimer(trx, change));
  await books.load();
  return changed;
}

export async function removeTimer({ db, books }: Ctx, { id }: { id: number }): Promise<Record<never, never>> {
  await db.transaction().execute(trx => store.removeTimer(trx, id));
  await books.load();
  return {};
}

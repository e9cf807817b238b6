import { counterName } from '../commands/variables.ts';
import type { BotContext } from '../context.ts';
import type { Counter } from '../contract/commands.ts';
import * as store from '../store/counters.ts';

type Ctx = Pick<BotContext, 'db'>;

export async function listCounters({ db }: Ctx): Promise<{ counters: Counter[] }> {
  return { counters: await store.listCounters(db) };
}

/** Throws `invalid` for a name that is none. */
export async function setCounter({ db }: Ctx, { room, name: written, value }: Counter): Promise<Counter> {
  const name = counterName(written);
  await db.transaction().execute(trx => store.changeCounter(trx, { room, name }, { set: value }));
  return { room, name, value };
}

export async function removeCounter(
  { db }: Ctx,
  counter: Pick<Counter, 'room' | 'name'>,
): Promise<Record<never, never>> {
  await store.removeCounter(db, counter);
  return {};
}

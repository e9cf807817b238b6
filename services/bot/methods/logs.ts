import { AppError } from '../../../core/errors.ts';
import type { BotContext } from '../context.ts';
import type { AboutPerson, LogLine } from '../contract/logs.ts';
import { forgetCarried } from '../people/carried.ts';
import * as store from '../store/log.ts';
import { aboutNamed, forgetNamed } from '../store/people.ts';

type Ctx = Pick<BotContext, 'db'>;
type People = Pick<BotContext, 'db' | 'books' | 'moderation' | 'relay' | 'log'>;

interface Whose {
  readonly room?: string | undefined;
  readonly name?: string | undefined;
}

const AT_ONCE = 500;

export async function searchLog({ db }: Ctx, asked: store.AskedLines): Promise<{ lines: LogLine[] }> {
  return { lines: await store.findLines(db, asked) };
}

export async function listLogs({ db }: Ctx) {
  return { logs: await store.listLogs(db) };
}

export async function eraseLog({ db }: Ctx, { room, name }: Whose): Promise<{ erased: number }> {
  if (room === undefined && name === undefined)
    throw new AppError('invalid', 'Say of which room, or of whom, the log is to be erased.');
  return { erased: await store.eraseLines(db, { room, name }) };
}

/** Lines, the oldest first. */
export async function* exportLog(
  { db }: Ctx,
  { room, name }: Whose,
  { signal }: { signal: AbortSignal },
): AsyncGenerator<LogLine> {
  for (let after = '0'; ; ) {
    signal.throwIfAborted();
    const lines = await store.findLines(db, { room, name, after, limit: AT_ONCE });
    yield* lines;
    if (lines.length < AT_ONCE) return;
    after = lines.at(-1)!.id;
  }
}

export async function aboutPerson({ db, books }: Pick<People, 'db' | 'books'>, { name }: { name: string }) {
  await books.spoken.note();
  const [lines, kept] = await Promise.all([
    store.findLines(db, { name, limit: AT_ONCE }),
    aboutNamed(db, name),
  ]);
  const { reminders, quotes, decisions, spoken, tells } = kept;
  return { lines, reminders, quotes, spoken, tells, decisions: decisions?.length, kept } as AboutPerson;
}

export async function forgetPerson(
  ctx: People,
  { name }: { name: string },
): Promise<{ erased: number; carried: boolean }> {
  await ctx.books.spoken.note();
  const { erased, persons } = await forgetNamed(ctx.db, name);
  for (const person of persons) ctx.moderation.book.forget(person);
  const lines = await forgetCarried(ctx, { persons, names: [name] });
  return { erased: erased + (lines ?? 0), carried: lines !== undefined };
}

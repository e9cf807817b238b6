import { AppError } from '../../../core/errors.ts';
import { checkCommand } from '../commands/check-command.ts';
import type { BotContext } from '../context.ts';
import type { Command, CommandChange, NewCommand } from '../contract/commands.ts';
import * as store from '../store/commands.ts';

type Ctx = Pick<BotContext, 'db' | 'books' | 'settings'>;

export async function listCommands({ db }: Pick<Ctx, 'db'>): Promise<{ commands: Command[] }> {
  return { commands: await store.listCommands(db) };
}

/** Throws `invalid` for a text that cannot be said, and `conflict` for a name that is taken. */
export async function addCommand(ctx: Ctx, command: NewCommand): Promise<Command> {
  checkCommand(ctx.books, { room: '', aliases: [], ...command });
  const id = await ctx.db.transaction().execute(trx => store.addCommand(trx, command));
  return saved(ctx, id);
}

/** Throws `not_found`, and as `addCommand`. */
export async function changeCommand(ctx: Ctx, change: CommandChange): Promise<Command> {
  checkCommand(ctx.books, { ...(await find(ctx, change.id)), ...change }, change.id);
  await ctx.db.transaction().execute(trx => store.changeCommand(trx, change));
  return saved(ctx, change.id);
}

export async function removeCommand(ctx: Ctx, { id }: { id: number }): Promise<Record<never, never>> {
  await ctx.db.transaction().execute(trx => store.removeCommand(trx, id));
  await ctx.settings.load();
  return {};
}

async function saved(ctx: Ctx, id: number): Promise<Command> {
  await ctx.settings.load();
  return find(ctx, id);
}

async function find({ db }: Pick<Ctx, 'db'>, id: number): Promise<Command> {
  const found = (await store.listCommands(db)).find(command => command.id === id);
  if (!found) throw new AppError('not_found', 'There is no such command.');
  return found;
}

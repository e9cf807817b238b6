import { AppError } from '../../../core/errors.ts';
import type { BotContext } from '../context.ts';
import type { RoomChange, RoomOptions } from '../contract/room-options.ts';
import { ALWAYS_ON } from '../rooms/room-options.ts';
import { setOptions } from '../rooms/set-options.ts';
import * as store from '../store/room-options.ts';

/** The rooms with options of their own. */
export async function listRoomOptions({ db }: Pick<BotContext, 'db'>): Promise<{ rooms: RoomOptions[] }> {
  return { rooms: await store.listRoomOptions(db) };
}

/** Changes what is given. Throws `invalid` for an action that is none, or that is always on. */
export async function setRoomOptions(ctx: BotContext, change: RoomChange): Promise<RoomOptions> {
  for (const name of change.off ?? []) {
    if (![...ctx.actions, ...ctx.books.commands.of('')].some(action => action.name === name))
      throw new AppError('invalid', `There is no action ${name}.`);
    if (ALWAYS_ON.includes(name)) throw new AppError('invalid', `${name} cannot be switched off.`);
  }
  return setOptions(ctx, change);
}

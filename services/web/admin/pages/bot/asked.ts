import { z } from 'zod';
import { AppError } from '../../../../../core/errors.ts';
import type { AdminRequest } from '../../admin-page.ts';

const Params = z.object({ id: z.coerce.number().int().min(1).max(2_147_483_647) });

/** The number in the path. */
export function idOf({ request }: AdminRequest): number {
  const params = Params.safeParse(request.params);
  if (!params.success) throw new AppError('not_found', 'There is no such page.');
  return params.data.id;
}

/** Ids of the rooms that the bot is in, or that have options of their own. */
export async function roomsOfBot({ web, request: { call } }: AdminRequest): Promise<string[]> {
  const [{ rooms: here }, { rooms: set }] = await Promise.all([
    web.bot.listRooms({}, call),
    web.bot.listRoomOptions({}, call),
  ]);
  return [...new Set([...here.map(({ id }) => id), ...set.map(({ room }) => room)])];
}

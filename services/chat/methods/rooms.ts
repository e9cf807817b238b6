import { sql } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import type { CallContext } from '../../../core/rpc/contract.ts';
import type { ChatContext } from '../context.ts';
import { type From, type NewRoom, type Room, RoomSettings } from '../contract.ts';
import { offerRooms } from '../offer-rooms.ts';
import { identify } from '../people/identify.ts';
import { mayRead, requireMayRead } from '../people/may-read.ts';
import { notify, type RoomChange, type RoomRow, roomByName, roomValues, toRoom } from '../store/rooms.ts';

type Ctx = Pick<ChatContext, 'db'>;
type Reading = Pick<ChatContext, 'api' | 'db'>;
type Telling = Pick<ChatContext, 'api' | 'db' | 'log'>;

/** All rooms that whoever asks may read, by title, each with when something was last said. */
export async function listRooms(
  ctx: Reading,
  { from }: { from?: From | undefined } = {},
  call?: CallContext,
): Promise<{ rooms: (Room & { lastAt?: string })[] }> {
  const { rows } = await sql<RoomRow & { last_at: Date | null }>`
    select r.*, (select created_at from messages m where m.room_id = r.id order by number desc limit 1) as last_at
    from rooms r order by lower(title), id`.execute(ctx.db);
  const closed = rows.some(({ readers }) => readers === 'members');
  const person = closed && from ? await identify(ctx, from, call) : undefined;
  return {
    rooms: rows
      .filter(row => mayRead(toRoom(row), person))
      .map(row => ({ ...toRoom(row), ...(row.last_at && { lastAt: row.last_at.toISOString() }) })),
  };
}

/** Throws `not_found`, `members_only`. */
export async function getRoom(
  ctx: Reading,
  { name, from }: { name: string; from?: From | undefined },
  call?: CallContext,
): Promise<Room> {
  const row = await roomByName(ctx.db, name);
  await requireMayRead(ctx, row, from, call);
  return toRoom(row);
}

export async function getRoomSettings({ db }: Ctx, { name }: { name: string }): Promise<RoomSettings> {
  const row = await roomByName(db, name);
  return RoomSettings.parse({ ...toRoom(row), filters: row.filters });
}

export async function createRoom(ctx: Telling, { name, ...settings }: NewRoom): Promise<Room> {
  const row = await ctx.db
    .insertInto('rooms')
    .values({ name, ...(roomValues(settings) as { title: string }) })
    .onConflict(conflict => conflict.column('name').doNothing())
    .returningAll()
    .executeTakeFirst();
  if (row) {
    await offerRooms(ctx);
    return toRoom(row);
  }
  throw new AppError('conflict', 'There is a room of this name already.', { reason: 'name_taken' });
}

export async function updateRoom(
  ctx: Telling,
  { name, settings }: { name: string; settings: RoomChange },
): Promise<Room> {
  const values = roomValues(settings);
  if (Object.keys(values).length === 0) return toRoom(await roomByName(ctx.db, name));
  const room = await ctx.db.transaction().execute(async tx => {
    const row = await tx
      .updateTable('rooms')
      .set(values)
      .where('name', '=', name)
      .returningAll()
      .executeTakeFirst();
    if (!row) throw new AppError('not_found', 'There is no such room.');
    await notify(tx, { room: name, kind: 'settings' });
    return toRoom(row);
  });
  if (settings.readers !== undefined) await offerRooms(ctx);
  return room;
}

export async function deleteRoom(ctx: Telling, { name }: { name: string }): Promise<Record<never, never>> {
  await ctx.db.transaction().execute(async tx => {
    await tx.deleteFrom('rooms').where('name', '=', name).execute();
    await notify(tx, { room: name, kind: 'gone' });
  });
  await offerRooms(ctx);
  return {};
}

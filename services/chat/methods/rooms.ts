import { sql } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import type { ChatContext } from '../context.ts';
import { type Room, RoomSettings } from '../contract.ts';
import { notify, type RoomChange, type RoomRow, roomByName, roomValues, toRoom } from '../store/rooms.ts';

type Ctx = Pick<ChatContext, 'db'>;

/** All rooms by title, each with when something was last said. */
export async function listRooms({ db }: Ctx): Promise<{ rooms: (Room & { lastAt?: string })[] }> {
  const { rows } = await sql<RoomRow & { last_at: Date | null }>`
    select r.*, (select created_at from messages m where m.room_id = r.id order by number desc limit 1) as last_at
    from rooms r order by lower(title), id`.execute(db);
  return {
    rooms: rows.map(row => ({ ...toRoom(row), ...(row.last_at && { lastAt: row.last_at.toISOString() }) })),
  };
}

export async function getRoom({ db }: Ctx, { name }: { name: string }): Promise<Room> {
  return toRoom(await roomByName(db, name));
}

export async function getRoomSettings({ db }: Ctx, { name }: { name: string }): Promise<RoomSettings> {
  const row = await roomByName(db, name);
  return RoomSettings.parse({ ...toRoom(row), filters: row.filters });
}

export async function createRoom(
  { db }: Ctx,
  { name, ...settings }: RoomSettings & { name: string },
): Promise<Room> {
  const row = await db
    .insertInto('rooms')
    .values({ name, ...(roomValues(settings) as { title: string }) })
    .onConflict(conflict => conflict.column('name').doNothing())
    .returningAll()
    .executeTakeFirst();
  if (row) return toRoom(row);
  throw new AppError('conflict', 'There is a room of this name already.', { reason: 'name_taken' });
}

export async function updateRoom(
  { db }: Ctx,
  { name, settings }: { name: string; settings: RoomChange },
): Promise<Room> {
  const values = roomValues(settings);
  if (Object.keys(values).length === 0) return getRoom({ db }, { name });
  return db.transaction().execute(async tx => {
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
}

export async function deleteRoom({ db }: Ctx, { name }: { name: string }): Promise<Record<never, never>> {
  await db.transaction().execute(async tx => {
    await tx.deleteFrom('rooms').where('name', '=', name).execute();
    await notify(tx, { room: name, kind: 'gone' });
  });
  return {};
}

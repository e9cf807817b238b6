import type { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';

type Db = Kysely<Schema>;

/** What opens a room again that was closed from here; undefined for any other. */
export async function lockOf(db: Db, room: string): Promise<string | undefined> {
  const row = await db.selectFrom('locks').select('undo').where('room', '=', room).executeTakeFirst();
  return row?.undo;
}

export async function keepLock(db: Db, room: string, undo: string): Promise<void> {
  await db
    .insertInto('locks')
    .values({ room, undo })
    .onConflict(conflict => conflict.column('room').doUpdateSet({ undo, at: new Date() }))
    .execute();
}

export async function dropLock(db: Db, room: string): Promise<void> {
  await db.deleteFrom('locks').where('room', '=', room).execute();
}

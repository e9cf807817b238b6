import { type Kysely, type Selectable, sql } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import type { Room, RoomSettings } from '../contract.ts';
import type { RoomsTable, Schema } from '../schema.ts';

export type RoomRow = Selectable<RoomsTable>;

/** Throws `not_found`. */
export async function roomByName(db: Kysely<Schema>, name: string): Promise<RoomRow> {
  const row = await db.selectFrom('rooms').selectAll().where('name', '=', name).executeTakeFirst();
  if (!row) throw noRoom();
  return row;
}

/** Holds the room until the transaction ends: who changes something in it waits. Throws `not_found`. */
export async function lockRoom(tx: Kysely<Schema>, name: string): Promise<RoomRow> {
  const row = await tx
    .selectFrom('rooms')
    .selectAll()
    .where('name', '=', name)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw noRoom();
  return row;
}

export function noRoom(): AppError {
  return new AppError('not_found', 'There is no such room.');
}

export function toRoom(row: RoomRow): Room {
  return {
    name: row.name,
    title: row.title,
    topic: row.topic,
    readers: row.readers === 'members' ? 'members' : 'everyone',
    writers: row.writers === 'members' ? 'members' : 'everyone',
    slowSeconds: row.slow_seconds,
    ...(row.keep_days !== null && { keepDays: row.keep_days }),
    bot: row.bot,
    previews: row.previews,
    ...(row.pinned !== null && { pinned: row.pinned }),
    lastNumber: row.last_number,
    lastChange: row.last_change,
    createdAt: row.created_at.toISOString(),
  };
}

export type RoomChange = { [K in keyof RoomSettings]?: RoomSettings[K] | null | undefined } & {
  pinned?: number | null;
};

/** Its columns for what is given. */
export function roomValues(change: RoomChange) {
  return Object.fromEntries(
    Object.entries({
      title: change.title,
      topic: change.topic,
      readers: change.readers,
      writers: change.writers,
      slow_seconds: change.slowSeconds,
      filters: change.filters,
      keep_days: change.keepDays,
      bot: change.bot,
      previews: change.previews,
      pinned: change.pinned,
    }).filter(([, value]) => value !== undefined),
  );
}

/** What every process is told of a room, as the transaction commits. */
export type Notice =
  | { room: string; kind: 'settings' | 'gone' }
  /** Up to which change, when that is known, and the process that has given it to its clients itself. */
  | { room: string; kind: 'messages'; change?: number; by?: string | null }
  | { room: string; kind: 'blocked'; person: number }
  | { room: string; kind: 'typing'; person: number; name: string }
  /** A guest who has another name now, wherever they are. */
  | { room?: undefined; kind: 'named'; person: number; name: string }
  | {
      room: string;
      kind: 'here';
      process: string;
      people: { id: number; name: string; role: string }[];
      others: number;
    };

export const CHANNEL = 'croft_chat';

export async function notify(db: Kysely<Schema>, notice: Notice): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, ${JSON.stringify(notice)})`.execute(db);
}

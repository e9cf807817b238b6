import type { Kysely } from 'kysely';
import { ModerationAction, type ModerationEntry } from '../contract.ts';
import type { Schema } from '../schema.ts';

export type Deed = Omit<ModerationEntry, 'id' | 'at'>;

/** Entries that are read at once. */
const PAGE = 50;

/** Notes what a moderator did, in the transaction that does it. */
export async function noteModeration(
  tx: Kysely<Schema>,
  roomId: number,
  { action, by, person, number, detail }: Deed,
): Promise<void> {
  const values = { room_id: roomId, action, by_name: by, person_name: person, number, detail };
  await tx.insertInto('moderation').values(values).execute();
}

/** What was done in a room, the newest first. */
export async function readModeration(
  db: Kysely<Schema>,
  roomId: number,
  before: number | undefined,
): Promise<ModerationEntry[]> {
  let query = db.selectFrom('moderation').selectAll().where('room_id', '=', roomId);
  if (before !== undefined) query = query.where('id', '<', before);
  const rows = await query.orderBy('id', 'desc').limit(PAGE).execute();
  return rows.map(({ id, action, by_name: by, person_name, number, detail, at }) => ({
    id,
    action: ModerationAction.parse(action),
    by,
    ...(person_name !== null && { person: person_name }),
    ...(number !== null && { number }),
    ...(detail !== null && { detail }),
    at: at.toISOString(),
  }));
}

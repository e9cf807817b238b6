import { type Kysely, sql } from 'kysely';
import { foldName } from '../parse/quoted.ts';
import type { Schema } from '../schema.ts';

/** Days for which it is kept that somebody spoke. */
export const SEEN_DAYS = 90;

export interface Spoken {
  readonly room: string;
  /** Who they are beyond doubt, else what they are called. */
  readonly person: string;
  readonly name: string;
  readonly at: Date;
}

/** Notes when people spoke; what is older than what is known changes nothing. */
export async function noteSpoken(db: Kysely<Schema>, spoken: readonly Spoken[]): Promise<void> {
  const column = <K extends keyof Spoken>(key: K) => spoken.map(one => one[key]);
  await sql`
    insert into spoken as s (room, person, name, at)
    select * from unnest(${column('room')}::text[], ${column('person')}::text[], ${column('name')}::text[], ${column('at')}::timestamptz[])
    on conflict (room, person) do update set name = excluded.name, at = excluded.at where s.at < excluded.at`.execute(
    db,
  );
}

/** When somebody who is called so spoke last in the room. */
export function lastSpoken(
  db: Kysely<Schema>,
  { room, name }: { room: string; name: string },
): Promise<Pick<Spoken, 'name' | 'at'> | undefined> {
  return db
    .selectFrom('spoken')
    .select(['name', 'at'])
    .where('room', '=', room)
    .where(sql<boolean>`lower(replace(name, ' ', '')) = ${foldName(name)}`)
    .orderBy('at', 'desc')
    .executeTakeFirst();
}

/** Forgets whoever has not spoken for three months, and what was kept where that is off. */
export async function forgetSilent(db: Kysely<Schema>): Promise<void> {
  await sql`
    delete from spoken where at < now() - make_interval(days => ${SEEN_DAYS})
      or not exists (select from room_options o where o.room = spoken.room and o.seen)`.execute(db);
}

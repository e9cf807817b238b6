import { type Kysely, sql, type Transaction } from 'kysely';
import type { Schema } from '../schema.ts';

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
    .where(sql`lower(name)`, '=', name.toLowerCase())
    .orderBy('at', 'desc')
    .executeTakeFirst();
}

/** Forgets whoever has not spoken for three months. */
export async function forgetSilent(db: Kysely<Schema>): Promise<void> {
  await sql`delete from spoken where at < now() - interval '90 days'`.execute(db);
}

/** Forgets in every room when somebody spoke, what they had told and what they voted; gives how many things that were. */
export async function forgetPerson(trx: Transaction<Schema>, person: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with spoke as (delete from spoken where person = ${person} returning 1),
      told as (delete from tells where told_by_person = ${person} returning 1),
      voted as (delete from poll_votes where person = ${person} returning 1),
      used as (delete from command_people where person = ${person})
    select ((select count(*) from spoke) + (select count(*) from told) + (select count(*) from voted))::integer as count`.execute(
    trx,
  );
  return rows[0]!.count;
}

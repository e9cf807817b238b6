import { type Kysely, sql } from 'kysely';
import type { Answer } from '../contract.ts';
import type { Schema } from '../schema.ts';
import { toJson } from './to-json.ts';

export interface Delivery {
  readonly id: string;
  readonly room: string;
  readonly answer: Answer;
}

/** Stores something to say. With a key that the room has had before, that one; `taken` when a listener has it. */
export async function storeAnswer(
  db: Kysely<Schema>,
  { room, answer, key }: { room: string; answer: Answer; key?: string | undefined },
): Promise<{ id: string; taken: boolean }> {
  const { rows } = await sql<{ id: string; taken: boolean }>`
    insert into answers (room, answer, key) values (${room}, ${toJson(answer)}::jsonb, ${key ?? null})
    on conflict (room, key) do update set key = excluded.key
    returning id::text, taken_at is not null as taken`.execute(db);
  return rows[0]!;
}

/** Whether a listener has it; undefined when it was taken back. */
export async function isTaken(db: Kysely<Schema>, id: string): Promise<boolean | undefined> {
  const found = await db
    .selectFrom('answers')
    .select('taken_at')
    .where('id', '=', Number(id))
    .executeTakeFirst();
  return found && found.taken_at !== null;
}

/** Takes it back; false when a listener has it. */
export async function takeBack(db: Kysely<Schema>, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('answers')
    .where('id', '=', Number(id))
    .where('taken_at', 'is', null)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

export async function noteTaken(db: Kysely<Schema>, ids: readonly string[]): Promise<void> {
  await sql`update answers set taken_at = now() where id = any(${ids}::bigint[]) and taken_at is null`.execute(
    db,
  );
}

/** What nobody has taken, of the rooms whose id begins with the prefix; with `after`, all that came later too. The oldest first. */
export async function missedAnswers(
  db: Kysely<Schema>,
  { prefix, after, most }: { prefix: string; after: string | undefined; most: number },
): Promise<Delivery[]> {
  const { rows } = await sql<Delivery>`
    select id::text, room, answer from (
      select * from answers where taken_at is null
      union select * from answers where id > ${after ?? null}::bigint
    ) missed
    where starts_with(room, ${prefix}) order by missed.id limit ${most}`.execute(db);
  return rows;
}

/** What was said in the last seconds, by any process: numbers are given before the commit, and need not be seen in order. */
export async function newAnswers(db: Kysely<Schema>): Promise<Delivery[]> {
  const { rows } = await sql<Delivery>`
    select id::text, room, answer from answers where said_at > now() - interval '5 seconds' order by answers.id`.execute(
    db,
  );
  return rows;
}

/** Forgets what was taken an hour ago, and what nobody wanted for a day; gives how many those were. */
export async function forgetAnswers(db: Kysely<Schema>): Promise<number> {
  const { rows } = await sql<{ lost: number }>`
    with gone as (
      delete from answers
      where said_at < now() - interval '1 hour'
        and (taken_at < now() - interval '1 hour' or said_at < now() - interval '1 day')
      returning taken_at
    )
    select count(*) filter (where taken_at is null)::integer as lost from gone`.execute(db);
  return rows[0]!.lost;
}

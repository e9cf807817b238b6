import { type Kysely, sql } from 'kysely';
import type { Answer, Message } from '../contract.ts';
import type { Schema } from '../schema.ts';
import { toJson } from './to-json.ts';

/** A message with an id, which is the room's own. */
export type Identified = Message & { readonly id: string };

export interface Pending {
  readonly id: string;
  readonly message: Identified;
}

/** Stores accepted messages. Gives the number of each, undefined for one that was stored before. */
export async function acceptMessages(
  db: Kysely<Schema>,
  messages: readonly Identified[],
): Promise<(string | undefined)[]> {
  const { rows } = await sql<{ id: string; room: string; message_id: string }>`
    insert into heard (room, message_id, message)
    select m ->> 'room', m ->> 'id', m from jsonb_array_elements(${toJson(messages)}::jsonb) with ordinality as g(m, place)
    order by place
    on conflict (room, message_id) do nothing
    returning id::text, room, message_id`.execute(db);
  const ids = new Map(rows.map(row => [`${row.room}\n${row.message_id}`, row.id]));
  return messages.map(({ room, id }) => ids.get(`${room}\n${id}`));
}

/** Unanswered messages of the rooms that a process leads, the oldest first. */
export async function pendingMessages(db: Kysely<Schema>, leader: string, most: number): Promise<Pending[]> {
  const { rows } = await sql<Pending>`
    select h.id::text, h.message from heard h
    where h.done_at is null and exists (select from leaders l where l.room = h.room and l.process = ${leader})
    order by h.id limit ${most}`.execute(db);
  return rows;
}

export interface Finished {
  readonly heard: string;
  readonly room: string;
  /** Null for what is not answered. */
  readonly answer: Answer | null;
}

/** Notes messages as answered, with their answers. Gives the number of each answer, undefined where another was first. */
export async function finishMessages(
  db: Kysely<Schema>,
  finished: readonly Finished[],
): Promise<(string | undefined)[]> {
  const { rows } = await sql<{ id: string; heard: string }>`
    with given as materialized (
      select heard, room, answer, nextval(pg_get_serial_sequence('answers', 'id')) as id
      from jsonb_to_recordset(${toJson(finished)}::jsonb) as g(heard bigint, room text, answer jsonb)
      order by heard
    ), done as (
      update heard set done_at = now() from given where heard.id = given.heard and done_at is null
      returning heard.id
    ), said as (
      insert into answers (id, room, answer) overriding system value
      select id, room, answer from given where heard in (select id from done) and jsonb_typeof(answer) = 'object'
      returning id
    )
    select id::text, heard::text from given where id in (select id from said)`.execute(db);
  const ids = new Map(rows.map(row => [row.heard, row.id]));
  return finished.map(({ heard }) => ids.get(heard));
}

/** Forgets messages that were answered an hour ago: nobody sends them again. */
export async function forgetHeard(db: Kysely<Schema>): Promise<void> {
  await sql`delete from heard where done_at < now() - interval '1 hour'`.execute(db);
}

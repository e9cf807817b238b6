import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';
import { toJson } from './to-json.ts';

/** Days after which no room counts a breach. */
export const STRIKE_DAYS = 31;

/** A breach, or that the last one of the same person counts no more. */
export interface Strike {
  readonly room: string;
  readonly person: string;
  readonly at: Date;
  readonly takenBack: boolean;
}

export type StoredStrike = Strike & { readonly id: string };

/** Rows that may have got their number before another and are seen after it. */
const OVERLAP = 200;

export async function addStrikes(
  db: Kysely<Schema>,
  process: string,
  strikes: readonly Strike[],
): Promise<void> {
  await sql`
    insert into strikes (room, person, at, taken_back, process)
    select room, person, at, "takenBack", ${process}::uuid
    from rows from (jsonb_to_recordset(${toJson(strikes)}::jsonb) as (room text, person text, at timestamptz, "takenBack" boolean))
      with ordinality as g(room, person, at, "takenBack", place)
    order by place`.execute(db);
}

/** Those of the last hours, in their order. */
export async function recentStrikes(db: Kysely<Schema>, hours: number): Promise<StoredStrike[]> {
  const { rows } = await sql<StoredStrike>`
    select id::text, room, person, at, taken_back as "takenBack" from strikes
    where at > now() - make_interval(hours => ${hours}) order by id`.execute(db);
  return rows;
}

/** Those of other processes about and after a number, in their order. */
export async function strikesOfOthers(
  db: Kysely<Schema>,
  process: string,
  after: string,
): Promise<StoredStrike[]> {
  const { rows } = await sql<StoredStrike>`
    select id::text, room, person, at, taken_back as "takenBack" from strikes
    where id > ${after}::bigint - ${OVERLAP} and process <> ${process}::uuid order by id`.execute(db);
  return rows;
}

/** Forgets those that no rule counts any more. */
export async function forgetStrikes(db: Kysely<Schema>): Promise<void> {
  await sql`delete from strikes where at < now() - make_interval(days => ${STRIKE_DAYS})`.execute(db);
}

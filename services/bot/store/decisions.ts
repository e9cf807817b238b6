import { type Kysely, type Selectable, sql } from 'kysely';
import type { Decision } from '../contract/moderation.ts';
import { foldName } from '../parse/quoted.ts';
import type { DecisionsTable, Schema } from '../schema.ts';
import { toJson } from './to-json.ts';

/** Days for which decisions are kept, with what was said. */
export const KEPT_DAYS = 30;

export interface NewDecision {
  readonly room: string;
  readonly person: string | null;
  readonly name: string | null;
  readonly rule: string;
  readonly reason: string;
  readonly act: Decision['act'];
  readonly minutes: number | null;
  readonly text: string | null;
  readonly messageId: string | null;
  readonly by: string;
  /** It was sent before the time-out or ban of its sender was in force, and counts towards nothing. */
  readonly follows?: boolean;
}

export type StoredDecision = Decision & {
  readonly person: string | null;
  readonly messageId: string | null;
  readonly undo: string | null;
  readonly follows: boolean;
};

/** Stores what is about to be done; gives the id of each, in their order. */
export async function addDecisions(db: Kysely<Schema>, decisions: readonly NewDecision[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with given as materialized (
      select g.*, nextval(pg_get_serial_sequence('decisions', 'id')) as id from rows from (
        jsonb_to_recordset(${toJson(decisions)}::jsonb) as (room text, person text, name text, rule text, reason text,
          act text, minutes integer, text text, "messageId" text, by text, follows boolean)
      ) with ordinality as g(room, person, name, rule, reason, act, minutes, text, message_id, done_by, follows, place)
    )
    insert into decisions (id, room, person, name, rule, reason, act, minutes, text, message_id, done_by, follows)
    overriding system value
    select id, room, person, name, rule, reason, act, minutes, text, message_id, done_by, coalesce(follows, false)
    from given order by place
    returning id::text`.execute(db);
  return rows.map(({ id }) => id).toSorted((a, b) => Number(a) - Number(b));
}

export interface Outcome {
  readonly id: string;
  readonly done: boolean;
  readonly told: string;
  readonly undo: string | null;
  /** Minutes after which it has to be lifted. */
  readonly liftAfter: number | null;
  /** It had failed before. */
  readonly again: boolean;
}

/** Notes what came of decisions that are not taken back yet. */
export async function noteOutcomes(db: Kysely<Schema>, outcomes: readonly Outcome[]): Promise<void> {
  await sql`
    update decisions d set state = case when g.done then 'done' else 'failed' end, told = g.told, undo = g.undo,
      lift_at = now() + make_interval(mins => g."liftAfter")
    from jsonb_to_recordset(${toJson(outcomes)}::jsonb)
      as g(id bigint, done boolean, told text, undo text, "liftAfter" integer, again boolean)
    where d.id = g.id and d.state = case when g.again then 'failed' else 'wanted' end`.execute(db);
}

export interface Counted {
  readonly id: string;
  /** Times beyond the first. */
  readonly more: number;
  /** Of these, how often the network refused it. */
  readonly refused: number;
}

/** Adds to what rows tell of. */
export async function countMore(db: Kysely<Schema>, counted: readonly Counted[]): Promise<void> {
  await sql`
    update decisions d set more = d.more + g.more, refused = d.refused + g.refused
    from jsonb_to_recordset(${toJson(counted)}::jsonb) as g(id bigint, more integer, refused integer)
    where d.id = g.id`.execute(db);
}

export async function findDecision(db: Kysely<Schema>, id: string): Promise<StoredDecision | undefined> {
  if (!/^\d{1,15}$/.test(id)) return undefined;
  const row = await db.selectFrom('decisions').selectAll().where('id', '=', Number(id)).executeTakeFirst();
  return row && toDecision(row);
}

/** Notes that a decision holds no more; false when somebody was first. */
export async function noteEnded(
  db: Kysely<Schema>,
  { id, state, by, told }: { id: string; state: 'over' | 'undone'; by: string | null; told: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('decisions')
    .set({ state, told, undone_by: by, undone_at: new Date() })
    .where('id', '=', Number(id))
    .where('state', '<>', 'undone')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

const IN_FORCE = sql<boolean>`state = 'done' and (minutes is null or at + make_interval(mins => minutes) > now())`;

/** Rooms that are closed, and until when. */
export async function locksInForce(db: Kysely<Schema>): Promise<{ room: string; until: Date }[]> {
  const { rows } = await sql<{ room: string; until: Date }>`
    select room, max(at + make_interval(mins => minutes)) as until from decisions
    where act = 'lock' and minutes is not null and ${IN_FORCE} group by room`.execute(db);
  return rows;
}

/** What should have been lifted minutes ago, and was not: whoever was to do it is gone. */
export async function overdueDecisions(db: Kysely<Schema>): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id::text from decisions
    where state = 'done' and lift_at between now() - interval '1 day' and now() - interval '2 minutes'
    order by lift_at limit 200`.execute(db);
  return rows.map(({ id }) => id);
}

export interface Asked {
  readonly room?: string | undefined;
  readonly name?: string | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}

/** Newest first. */
export async function listDecisions(db: Kysely<Schema>, asked: Asked): Promise<StoredDecision[]> {
  const { room, name, before, limit } = asked;
  let query = db.selectFrom('decisions').selectAll().orderBy('id', 'desc').limit(limit);
  if (room !== undefined) query = query.where('room', '=', room);
  if (name) query = query.where(sql<boolean>`starts_with(lower(name), lower(${name}))`);
  if (before !== undefined && /^\d{1,15}$/.test(before)) query = query.where('id', '<', Number(before));
  return (await query.execute()).map(toDecision);
}

/**
 * What was last done to somebody of this name in a room and was not taken back: what keeps them silent or out, before
 * anything that came later.
 */
export async function latestDecision(
  db: Kysely<Schema>,
  room: string,
  name: string,
): Promise<StoredDecision | undefined> {
  const row = await db
    .selectFrom('decisions')
    .selectAll()
    .where('room', '=', room)
    .where(sql<boolean>`lower(replace(name, ' ', '')) = ${foldName(name)}`)
    .where('state', 'in', ['done', 'over', 'failed'])
    .orderBy(sql`${IN_FORCE} and act in ('timeout', 'ban')`, 'desc')
    .orderBy('follows')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && toDecision(row);
}

/**
 * Says of what a process that is gone left undone that it failed, and forgets what is old. Gives the rooms that it may have
 * closed.
 */
export async function tidyDecisions(db: Kysely<Schema>): Promise<string[]> {
  const { rows } = await sql<{ room: string; act: string }>`
    update decisions set state = 'failed', told = 'The bot was stopped before it could do this.'
    where state = 'wanted' and at < now() - interval '2 minutes' returning room, act`.execute(db);
  await sql`delete from decisions where at < now() - make_interval(days => ${KEPT_DAYS})`.execute(db);
  return [...new Set(rows.filter(({ act }) => act === 'lock').map(({ room }) => room))];
}

function toDecision(row: Selectable<DecisionsTable>): StoredDecision {
  return {
    id: String(row.id),
    room: row.room,
    ...(row.name !== null && { name: row.name }),
    rule: row.rule,
    reason: row.reason,
    act: row.act as Decision['act'],
    ...(row.minutes !== null && { minutes: row.minutes }),
    ...(row.text !== null && { text: row.text }),
    by: row.done_by,
    at: row.at.toISOString(),
    state: row.state as Decision['state'],
    ...(row.told !== null && { told: row.told }),
    ...(row.more > 0 && { more: row.more }),
    ...(row.refused > 0 && { refused: row.refused }),
    ...(row.undone_by !== null && { undoneBy: row.undone_by }),
    ...(row.undone_at !== null && { undoneAt: row.undone_at.toISOString() }),
    person: row.person,
    messageId: row.message_id,
    undo: row.undo,
    follows: row.follows,
  };
}

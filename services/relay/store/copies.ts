import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';

type Db = Kysely<Schema>;

/** Something that is to be told in a room. */
export interface Waiting {
  readonly id: number;
  readonly kind: 'say' | 'edit' | 'delete';
  readonly at: Date;
  readonly fromRoom: string;
  readonly name: string;
  readonly network: string;
  readonly text: string;
  readonly action: boolean;
  /** Ids that the line has in the room it is told in. */
  readonly targets: readonly string[];
  readonly reply: { readonly id: string | null; readonly name: string; readonly text: string } | null;
}

/** Rooms in which something is still to be told. */
export async function waitingRooms(db: Db): Promise<string[]> {
  const { rows } = await sql<{
    room: string;
  }>`select distinct room from copies where state = 'waiting'`.execute(db);
  return rows.map(({ room }) => room);
}

/** What is to be told next in a room; of a line whose words are erased only that it was deleted. */
export async function nextCopy(db: Db, room: string): Promise<Waiting | undefined> {
  const { rows } = await sql<Waiting>`
    select c.id, c.kind, c.at, l.room as "fromRoom", l.name, l.network, l.text, l.action,
      to_jsonb(coalesce(s.messages, '{}')) as targets,
      case when r.id is not null then jsonb_build_object('id', coalesce(case when r.room = c.room then r.message end, rc.messages[1]),
        'name', r.name, 'text', left(r.text, 200)) end as reply
    from copies c join lines l on l.id = c.line
      left join copies s on s.line = c.line and s.room = c.room and s.kind = 'say'
      left join lines r on r.id = l.reply_to
      left join copies rc on rc.line = r.id and rc.room = c.room and rc.kind = 'say'
    where c.room = ${room} and c.state = 'waiting' and (l.name <> '' or c.kind = 'delete') order by c.id limit 1`.execute(
    db,
  );
  return rows[0];
}

/** Says what became of a copy; `messages` are the ids that it has in its room. */
export async function markCopy(
  db: Db,
  id: number,
  state: 'waiting' | 'sending' | 'sent' | 'dropped',
  more: { messages?: readonly string[]; problem?: string } = {},
): Promise<void> {
  const { messages = null, problem = null } = more;
  await sql`
    update copies set state = ${state}, messages = coalesce(${messages}::text[], messages), problem = ${problem}
    where id = ${id}`.execute(db);
}

/** Drops what has waited for too long, and the oldest where too much waits. Gives how many. */
export async function dropOld(
  db: Db,
  room: string,
  bound: { count: number; minutes: number },
): Promise<number> {
  const { numAffectedRows } = await sql`
    update copies set state = 'dropped', problem = 'It waited for too long.'
    where room = ${room} and state = 'waiting' and (
      at < now() - make_interval(mins => ${bound.minutes})
      or id <= (select id from copies where room = ${room} and state = 'waiting' order by id desc offset ${bound.count} limit 1)
    )`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** How many lines of a room were dropped since the room was last told so. */
export async function takeDropped(db: Db, room: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update copies set state = 'told' where room = ${room} and state = 'dropped'`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/**
 * What a relay that was killed had handed to networks: those of `again` may be told again; the others have, as far as anybody
 * can know, arrived.
 */
export async function settleSending(db: Db, again: readonly string[]): Promise<void> {
  await sql`
    update copies set state = case when starts_with_any.room is null then 'sent' else 'waiting' end
    from (select c.id, max(p) as room from copies c left join unnest(${again}::text[]) p on starts_with(c.room, p)
      where c.state = 'sending' group by c.id) starts_with_any
    where copies.id = starts_with_any.id`.execute(db);
}

/** How much waits in each room, since when, and what went wrong last. */
export async function queueLengths(
  db: Db,
): Promise<{ room: string; waiting: number; since: Date | null; dropped: number; problem: string | null }[]> {
  const { rows } = await sql<{
    room: string;
    waiting: number;
    since: Date | null;
    dropped: number;
    problem: string | null;
  }>`
    select room, (count(*) filter (where state in ('waiting', 'sending')))::int as waiting,
      min(at) filter (where state in ('waiting', 'sending')) as since,
      (count(*) filter (where state in ('dropped', 'told')))::int as dropped,
      (array_agg(problem order by id desc) filter (where problem is not null))[1] as problem
    from copies where at > now() - interval '1 day' group by room order by room`.execute(db);
  return rows;
}

import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import type { LogLine } from '../contract/logs.ts';
import type { Amended } from '../contract.ts';
import type { Schema } from '../schema.ts';
import { toJson } from './to-json.ts';

export interface NewLine {
  readonly room: string;
  readonly person: string | null;
  readonly name: string;
  readonly messageId: string | null;
  readonly text: string;
}

/** Keeps lines; one that is told again, or was edited, is kept as it is now. */
export async function addLines(db: Kysely<Schema>, lines: readonly NewLine[]): Promise<void> {
  const once = new Map(lines.map((line, place) => [`${line.room}\n${line.messageId ?? ` ${place}`}`, line]));
  await sql`
    insert into log_lines (room, person, name, message_id, text)
    select room, person, name, "messageId", text
    from jsonb_to_recordset(${toJson([...once.values()])}::jsonb) as g(room text, person text, name text, "messageId" text, text text)
    on conflict (room, message_id) where message_id is not null do update set text = excluded.text`.execute(
    db,
  );
}

/**
 * Has messages stand as they are now, and those that are gone no more: in the log, and, once it was answered, in what was asked of
 * the bot, which keeps that it was.
 */
export async function amendLines(db: Kysely<Schema>, amended: readonly Amended[]): Promise<void> {
  const isDeleted = ({ text, account }: Amended) => text === undefined && account === undefined;
  for (const edited of amended) if (!isDeleted(edited)) await amend(db, [edited]);
  // All that a moderator has deleted of somebody comes at once.
  const deleted = amended.filter(isDeleted);
  if (deleted.length > 0) await amend(db, deleted);
}

async function amend(db: Kysely<Schema>, amended: readonly Amended[]): Promise<void> {
  const given = sql`jsonb_to_recordset(${toJson(amended)}::jsonb) as g(room text, id text, text text, account text)`;
  const line = sql`l.room = g.room and l.message_id = g.id and (g.account is null or l.person = 'account:' || lower(g.account))`;
  await sql`
    with gone as (delete from log_lines l using ${given} where ${line} and g.text is null),
      asked as (
        update heard h set message = jsonb_set(h.message, '{text}', to_jsonb(coalesce(g.text, ''))) from ${given}
        where h.room = g.room and h.message_id = g.id and h.done_at is not null
          and (g.account is null or lower(h.message -> 'sender' ->> 'account') = lower(g.account)))
    update log_lines l set text = g.text from ${given} where ${line} and g.text is not null`.execute(db);
}

export interface AskedLines {
  readonly room?: string | undefined;
  /** A name or an account. */
  readonly name?: string | undefined;
  readonly query?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Lines, newest first; oldest first with `after`. Never one that its room keeps no longer. */
export async function findLines(db: Kysely<Schema>, asked: AskedLines): Promise<LogLine[]> {
  const { room, name, query, from, to, before, after, limit } = asked;
  const conditions = [
    sql<boolean>`l.said_at > now() - make_interval(hours => coalesce(o.log_hours, 48))`,
    ...(room === undefined ? [] : [sql<boolean>`l.room = ${room}`]),
    ...(name === undefined ? [] : [isBy(name)]),
    ...words(query).map(word => sql<boolean>`strpos(lower(l.text), lower(${word})) > 0`),
    ...(from === undefined ? [] : [sql<boolean>`l.said_at >= ${from}`]),
    ...(to === undefined ? [] : [sql<boolean>`l.said_at < ${to}`]),
    ...(before !== undefined && isId(before) ? [sql<boolean>`l.id < ${before}::bigint`] : []),
    ...(after !== undefined && isId(after) ? [sql<boolean>`l.id > ${after}::bigint`] : []),
  ];
  const order = after === undefined ? sql`desc` : sql`asc`;
  const { rows } = await sql<{
    id: string;
    room: string;
    name: string;
    text: string;
    said_at: Date;
    certain: boolean;
  }>`
    select l.id::text, l.room, l.name, l.text, l.said_at, l.person is not null as certain
    from log_lines l left join room_options o on o.room = l.room
    where ${sql.join(conditions, sql` and `)} order by l.id ${order} limit ${limit}`.execute(db);
  return rows.map(({ said_at: at, ...line }) => ({ ...line, at: at.toISOString() }));
}

export async function listLogs(db: Kysely<Schema>) {
  const { rows } = await sql<{
    room: string;
    logged: boolean;
    hours: number;
    lines: number;
    since: Date | null;
  }>`
    select coalesce(o.room, l.room) as room, coalesce(o.logged, false) as logged, coalesce(o.log_hours, 48) as hours,
      coalesce(l.lines, 0)::integer as lines, l.since
    from (select room, count(*) as lines, min(said_at) as since from log_lines group by room) l
      full join (select * from room_options where logged or room in (select room from log_lines)) o on o.room = l.room
    order by 1`.execute(db);
  return rows.map(({ since, ...log }) => ({ ...log, ...(since && { since: since.toISOString() }) }));
}

/** Erases what a room, or somebody, has said; gives how many lines that were. */
export async function eraseLines(
  db: Kysely<Schema> | Transaction<Schema>,
  { room, name }: { room?: string | undefined; name?: string | undefined },
): Promise<number> {
  const conditions = [
    ...(room === undefined ? [] : [sql<boolean>`l.room = ${room}`]),
    ...(name === undefined ? [] : [isBy(name)]),
  ];
  const { numAffectedRows } = await sql`
    delete from log_lines l where ${sql.join(conditions, sql` and `)}`.execute(db);
  return Number(numAffectedRows ?? 0n);
}

/** Deletes what its room keeps no longer, a thousand lines at a time; gives how many those were. */
export async function deleteOldLines(db: Kysely<Schema>): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from log_lines where id in (
      select l.id from log_lines l left join room_options o on o.room = l.room
      where l.said_at <= now() - make_interval(hours => coalesce(o.log_hours, 48)) limit 1000)`.execute(db);
  return Number(numAffectedRows ?? 0n);
}

/** Lines by this name or by this account; who has the one is not always who has the other. */
function isBy(name: string): RawBuilder<boolean> {
  return sql<boolean>`(lower(l.name) = lower(${name}) or l.person in (lower(${`account:${name}`}), ${name}))`;
}

function words(query = ''): string[] {
  return query.split(/\s+/).filter(Boolean).slice(0, 8);
}

function isId(id: string): boolean {
  return /^\d{1,18}$/.test(id);
}

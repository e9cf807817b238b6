import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';

/** Seconds without a sign of life after which a process is dead, and its rooms are free. */
export const DEAD_AFTER = 4;

export interface Beat {
  /** Rooms that this process leads are still its own: it was seen in time. */
  readonly fresh: boolean;
  /** There are other processes that live. */
  readonly others: boolean;
  /** There are messages without an answer. */
  readonly undone: boolean;
}

/** Notes that the process lives. */
export async function beat(db: Kysely<Schema>, id: string): Promise<Beat> {
  const { rows } = await sql<Beat>`
    with before as (select seen_at > now() - make_interval(secs => ${DEAD_AFTER}) as fresh from processes where id = ${id}),
    noted as (
      insert into processes (id) values (${id})
      on conflict (id) do update set seen_at = now()
    )
    select coalesce((select fresh from before), false) as fresh,
      exists (select from processes
        where id <> ${id} and seen_at > now() - make_interval(secs => ${DEAD_AFTER})) as others,
      exists (select from heard where done_at is null) as undone`.execute(db);
  return rows[0]!;
}

/** Leads those of these rooms, and of those with unanswered messages, that nobody alive leads; gives all that it leads of them. */
export async function claimRooms(
  db: Kysely<Schema>,
  id: string,
  rooms: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ room: string }>`
    insert into leaders (room, process)
    select room, ${id} from (
      select unnest(${rooms}::text[]) as room union select room from heard where done_at is null
    ) wanted order by room
    on conflict (room) do update set process = excluded.process
      where leaders.process = excluded.process or not exists (
        select from processes p
        where p.id = leaders.process and p.seen_at > now() - make_interval(secs => ${DEAD_AFTER}))
    returning room`.execute(db);
  return rows.map(({ room }) => room);
}

/** The process is gone, and its rooms are free at once. */
export async function leave(db: Kysely<Schema>, id: string): Promise<void> {
  await db.deleteFrom('processes').where('id', '=', id).execute();
}

/** Forgets what died a minute ago. */
export async function forgetDead(db: Kysely<Schema>): Promise<void> {
  await sql`delete from processes where seen_at < now() - interval '1 minute'`.execute(db);
}

import { type Kysely, sql } from 'kysely';
import type { RoomQueue } from '../contract/queues.ts';
import type { Schema } from '../schema.ts';
import { DEAD_AFTER } from './leaders.ts';

/** Rooms with something to do, or that had in the last hour; those where most waits first. */
export async function roomQueues(db: Kysely<Schema>): Promise<RoomQueue[]> {
  const { rows } = await sql<Omit<RoomQueue, 'since'> & { since: Date | null }>`
    with asked as (
      select room, count(*) filter (where done_at is null)::integer as waiting,
        min(accepted_at) filter (where done_at is null) as since,
        count(*) filter (where done_at > now() - interval '1 hour')::integer as done
      from heard group by room
    ), said as (
      select room, count(*)::integer as untaken from answers where taken_at is null group by room
    ), led as (
      select l.room from leaders l join processes p on p.id = l.process
      where p.seen_at > now() - make_interval(secs => ${DEAD_AFTER})
    )
    select r.room, coalesce(a.waiting, 0) as waiting, a.since, coalesce(s.untaken, 0) as untaken,
      coalesce(a.done, 0) as done, exists (select from led where led.room = r.room) as led
    from (select room from asked union select room from said) r
    left join asked a on a.room = r.room left join said s on s.room = r.room
    order by waiting desc, untaken desc, r.room limit 200`.execute(db);
  return rows.map(({ since, ...row }) => ({ ...row, ...(since && { since: since.toISOString() }) }));
}

/** Processes of the bot that live. */
export async function countProcesses(db: Kysely<Schema>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from processes where seen_at > now() - make_interval(secs => ${DEAD_AFTER})`.execute(
    db,
  );
  return rows[0]!.count;
}

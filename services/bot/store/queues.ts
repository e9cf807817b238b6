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
    )
    select room, coalesce(waiting, 0) as waiting, since, coalesce(untaken, 0) as untaken, coalesce(done, 0) as done,
      exists (select from leaders l join processes p on p.id = l.process
        where l.room = r.room and p.seen_at > now() - make_interval(secs => ${DEAD_AFTER})) as led
    from asked full join said using (room) cross join lateral (select coalesce(asked.room, said.room) as room) r
    order by waiting desc, untaken desc, room limit 200`.execute(db);
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

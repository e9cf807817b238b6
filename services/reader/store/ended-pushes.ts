import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Schema } from '../schema.ts';

/** Of what hubs were asked, the last part of a statement that keeps what is still promised, so that it is given back. */
export function keepEnded(from: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    insert into ended_pushes (callback, hub, topic, lease_until)
    select callback, hub, topic, lease_until from ${from} ended
    where state = 'verified' and lease_until > now()
    on conflict (callback) do nothing`;
}

export interface EndedPush {
  readonly callback: string;
  readonly hub: string;
  readonly topic: string;
}

/** Seconds after which a hub that did not confirm the end is asked again; doubled each time. */
const ASK_AGAIN = 3_600;

/** Takes hubs that are to be told of an end; forgets those whose promise has ended by itself. */
export async function claimEnded(db: Kysely<Schema>, limit: number): Promise<EndedPush[]> {
  await sql`delete from ended_pushes where lease_until <= now()`.execute(db);
  const claimed = await sql<EndedPush>`
    update ended_pushes set failures = failures + 1,
      next_ask_at = now() + ${ASK_AGAIN} * 2 ^ least(failures, 10) * interval '1 second'
    where callback in (
      select callback from ended_pushes where next_ask_at <= now()
      order by next_ask_at limit ${limit} for update skip locked)
    returning callback, hub, topic`.execute(db);
  return claimed.rows;
}

/** The hub asks whether the end is meant; false when it is not. */
export async function confirmEnded(db: Kysely<Schema>, callback: string, topic: string): Promise<boolean> {
  const ended = await db
    .deleteFrom('ended_pushes')
    .where('callback', '=', callback)
    .where('topic', '=', topic)
    .executeTakeFirst();
  return ended.numDeletedRows > 0n;
}

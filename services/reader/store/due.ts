import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';

/** A feed with all that a poll needs. */
export interface PollRow {
  id: number;
  url: string;
  etag: string | null;
  last_modified: string | null;
  body_hash: Buffer | null;
  rest_seconds: number;
  skip_hours: number[];
  skip_days: number[];
  newest_at: Date | null;
  failures: number;
}

const COLUMNS = [
  'id',
  'url',
  'etag',
  'last_modified',
  'body_hash',
  'rest_seconds',
  'skip_hours',
  'skip_days',
  'newest_at',
  'failures',
] as const;

/**
 * Takes up to `limit` feeds that are due, longest first, so that no other process takes them for `lease` seconds. A
 * process that is killed before it has polled them loses nothing: they are due again after the lease.
 */
export async function claimDue(db: Kysely<Schema>, limit: number, lease: number): Promise<number[]> {
  const claimed = await sql<{ id: number }>`
    update feeds set next_poll_at = now() + ${lease} * interval '1 second'
    where id in (
      select id from feeds where next_poll_at <= now() order by next_poll_at limit ${limit} for update skip locked
    )
    returning id`.execute(db);
  return claimed.rows.map(row => row.id);
}

/** Those of the feeds that were not polled since `claimedAt`: the rest of a job that was killed half-way. */
export async function toPoll(
  db: Kysely<Schema>,
  ids: readonly number[],
  claimedAt: Date,
): Promise<PollRow[]> {
  return await db
    .selectFrom('feeds')
    .select(COLUMNS)
    .where('id', 'in', [...ids])
    .where('next_poll_at', 'is not', null)
    .where(each => each.or([each('polled_at', 'is', null), each('polled_at', '<', claimedAt)]))
    .execute();
}

export async function pollRow(db: Kysely<Schema>, id: number): Promise<PollRow | undefined> {
  return await db.selectFrom('feeds').select(COLUMNS).where('id', '=', id).executeTakeFirst();
}

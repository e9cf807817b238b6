import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { PollAttempt } from '../contract/health.ts';
import type { MoveFacts } from '../health/move-words.ts';
import type { HealthFacts, PushFacts } from '../health/words.ts';
import type { Schema } from '../schema.ts';

export interface HealthRow extends HealthFacts, MoveFacts {
  readonly id: number;
  readonly title: string;
  readonly quiet_polls: number;
}

const COLUMNS = sql`f.id, f.url, f.problem, f.problem_since, f.polled_at, f.failures, f.next_reason, f.next_poll_at,
  f.rest_seconds, f.rhythm_seconds, f.newest_at, f.quiet_polls, f.move_url, f.move_kept,
  (select rest_until from hosts where name = f.host and rest_until > now()) as rest_until`;

/** Undefined for a feed that the person does not read. */
export async function healthOf(
  db: Kysely<Schema>,
  account: string,
  id: number,
): Promise<HealthRow | undefined> {
  return (await select(db, account, sql`f.id = ${id}`))[0];
}

/** Feeds of a person with which something is wrong, longest first. */
export async function problemFeeds(db: Kysely<Schema>, account: string): Promise<HealthRow[]> {
  return await select(db, account, sql`(f.problem is not null or f.move_url is not null)`);
}

async function select(db: Kysely<Schema>, account: string, which: RawBuilder<unknown>): Promise<HealthRow[]> {
  const found = await sql<HealthRow>`
    select ${COLUMNS}, coalesce(nullif(s.title, ''), f.title) as title,
      exists (select from addresses a join subscriptions o on o.feed_id = a.feed_id
        where a.url = f.move_url and o.reader_id = r.id) as move_read
    from feeds f join subscriptions s on s.feed_id = f.id join readers r on r.id = s.reader_id
    where r.account = ${account} and ${which} order by f.problem_since nulls last, f.id`.execute(db);
  return found.rows;
}

/** Newest first. */
export async function attemptsOf(db: Kysely<Schema>, id: number): Promise<PollAttempt[]> {
  const rows = await db
    .selectFrom('poll_log')
    .selectAll()
    .where('feed_id', '=', id)
    .orderBy('id', 'desc')
    .execute();
  return rows.map(({ at, outcome, status, words, bytes, ms, added }) => ({
    at: at.toISOString(),
    outcome: outcome as PollAttempt['outcome'],
    status: status ?? undefined,
    words,
    bytes,
    ms,
    added,
  }));
}

export interface PushRow extends PushFacts {
  readonly pushed_at: Date | null;
}

export async function pushOf(db: Kysely<Schema>, id: number): Promise<PushRow | undefined> {
  return await db
    .selectFrom('pushes')
    .select(['hub', 'state', 'problem', 'missed', 'lease_until', 'next_ask_at', 'pushed_at'])
    .where('feed_id', '=', id)
    .executeTakeFirst();
}

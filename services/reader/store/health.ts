import { type Kysely, sql } from 'kysely';
import type { PollAttempt } from '../contract/health.ts';
import type { HealthFacts, PushFacts } from '../health/words.ts';
import type { Schema } from '../schema.ts';

export interface HealthRow extends HealthFacts {
  readonly id: number;
  readonly url: string;
  readonly title: string;
  readonly quiet_polls: number;
}

const COLUMNS = sql`f.id, f.url, f.title, f.problem, f.problem_since, f.polled_at, f.failures, f.next_reason, f.next_poll_at,
  f.rest_seconds, f.rhythm_seconds, f.newest_at, f.quiet_polls,
  (select rest_until from hosts where name = f.host and rest_until > now()) as rest_until`;

export async function healthOf(db: Kysely<Schema>, id: number): Promise<HealthRow | undefined> {
  return (await sql<HealthRow>`select ${COLUMNS} from feeds f where f.id = ${id}`.execute(db)).rows[0];
}

/** Feeds of a person with which something is wrong, longest first. */
export async function problemFeeds(db: Kysely<Schema>, account: string): Promise<HealthRow[]> {
  const found = await sql<HealthRow>`
    select ${COLUMNS}, coalesce(nullif(s.title, ''), f.title) as title
    from feeds f join subscriptions s on s.feed_id = f.id join readers r on r.id = s.reader_id
    where r.account = ${account} and f.problem is not null order by f.problem_since, f.id`.execute(db);
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

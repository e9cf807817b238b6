import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';

/** What one poll found out about its feed. Null leaves a column as it is, except where it says otherwise. */
export interface PollRecord {
  readonly id: number;
  /** Null: not polled any more. */
  readonly next_poll_at: string | null;
  /** Null: the server sends none. */
  readonly etag: string | null;
  readonly last_modified: string | null;
  /** In hexadecimal. */
  readonly body_hash: string | null;
  readonly rest_seconds: number | null;
  readonly skip_hours: readonly number[] | null;
  readonly skip_days: readonly number[] | null;
  readonly newest_at: string | null;
  readonly title: string | null;
  readonly site_url: string | null;
  /** The feed is as it was: what was wrong with its document still is. */
  readonly unchanged: boolean;
  readonly failed: boolean;
  /** Null: nothing is wrong. */
  readonly problem: string | null;
}

/** Keeps the outcome of many polls in one statement. */
export async function recordPolls(db: Kysely<Schema>, records: readonly PollRecord[]): Promise<void> {
  if (records.length === 0) return;
  await sql`
    update feeds f set
      polled_at = now(),
      next_poll_at = g.next_poll_at,
      etag = g.etag,
      last_modified = g.last_modified,
      body_hash = coalesce(decode(g.body_hash, 'hex'), f.body_hash),
      rest_seconds = coalesce(g.rest_seconds, f.rest_seconds),
      skip_hours = coalesce(g.skip_hours, f.skip_hours),
      skip_days = coalesce(g.skip_days, f.skip_days),
      newest_at = greatest(g.newest_at, f.newest_at),
      title = coalesce(g.title, f.title),
      site_url = coalesce(g.site_url, f.site_url),
      failures = case when g.failed then f.failures + 1 else 0 end,
      problem = case when g.unchanged and f.failures = 0 then f.problem else g.problem end,
      problem_since = case
        when g.unchanged and f.failures = 0 then f.problem_since
        when g.problem is not null then coalesce(f.problem_since, now())
      end
    from json_to_recordset(${JSON.stringify(records)}::json) as g(
      id bigint, next_poll_at timestamptz, etag text, last_modified text, body_hash text, rest_seconds integer,
      skip_hours smallint[], skip_days smallint[], newest_at timestamptz, title text, site_url text,
      unchanged boolean, failed boolean, problem text)
    where f.id = g.id`.execute(db);
}

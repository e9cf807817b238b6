import { type Kysely, sql } from 'kysely';
import type { ParsedFeed } from '../parse/parsed-feed.ts';
import type { MoveKept } from '../poll/follow-move.ts';
import type { Reason } from '../poll/schedule.ts';
import type { Schema } from '../schema.ts';

/** A line of a feed's log. */
export interface PollNote {
  readonly outcome: 'first' | 'new_items' | 'pushed' | 'well_again' | 'moved' | 'failed' | 'gone';
  readonly status: number | null;
  readonly words: string;
  readonly bytes: number;
  readonly ms: number;
  readonly added: number;
}

/** What one poll found out about its feed. Null leaves a column as it is, except where it says otherwise. */
export interface PollRecord {
  readonly id: number;
  /** Seconds until the next poll. */
  readonly pause: number;
  /** Milliseconds until its answer was there. */
  readonly poll_ms: number;
  readonly next_reason: Reason;
  /** Null: the server sends none. */
  readonly etag: string | null;
  readonly last_modified: string | null;
  /** In hexadecimal. */
  readonly body_hash: string | null;
  readonly rest_seconds: number | null;
  readonly rhythm_seconds: number | null;
  readonly skip_hours: readonly number[] | null;
  readonly skip_days: readonly number[] | null;
  readonly newest_at: string | null;
  readonly title: string | null;
  readonly site_url: string | null;
  readonly description: string | null;
  readonly language: string | null;
  /** Null: it has not moved, or that is remembered. */
  readonly move_url: string | null;
  readonly move_kept: MoveKept | null;
  readonly icon_url: string | null;
  /** Empty: the feed has none, or no more. */
  readonly funding: ParsedFeed['funding'] | null;
  /** The feed is as it was: what was wrong with its document still is. */
  readonly unchanged: boolean;
  readonly failed: boolean;
  /** Null: nothing is wrong. */
  readonly problem: string | null;
  /** None: nothing worth a line, which is counted. */
  readonly notes: readonly PollNote[];
  /** The host that asked for rest, and for how many seconds. */
  readonly rest: { readonly host: string; readonly seconds: number } | null;
  /** Whether a hub should have told of what was found. */
  readonly missed: boolean;
}

/** Lines kept of a feed's log. */
const KEPT = 20;

/** Keeps the outcome of many polls: one statement, and another for those that are worth a line. */
export async function recordPolls(db: Kysely<Schema>, records: readonly PollRecord[]): Promise<void> {
  if (records.length === 0) return;
  await db.transaction().execute(async tx => {
    await updateFeeds(tx, records);
    const notes = records.flatMap(record => record.notes.map(note => ({ feed_id: record.id, ...note })));
    if (notes.length > 0) await addNotes(tx, notes);
    const rests = records.flatMap(({ rest }) => (rest ? [rest] : []));
    if (rests.length > 0) await restHosts(tx, rests);
    const missed = records.filter(record => record.missed).map(record => record.id);
    if (missed.length > 0)
      await sql`update pushes set missed = missed + 1 where feed_id = any(${missed}::bigint[])`.execute(tx);
  });
}

async function updateFeeds(db: Kysely<Schema>, records: readonly PollRecord[]): Promise<void> {
  await sql`
    update feeds f set
      polled_at = now(),
      claim = null,
      next_poll_at = case when f.next_poll_at is not null then now() + g.pause * interval '1 second' end,
      next_reason = g.next_reason,
      poll_ms = g.poll_ms,
      etag = g.etag,
      last_modified = g.last_modified,
      body_hash = coalesce(decode(g.body_hash, 'hex'), f.body_hash),
      rest_seconds = coalesce(g.rest_seconds, f.rest_seconds),
      rhythm_seconds = coalesce(g.rhythm_seconds, f.rhythm_seconds),
      skip_hours = coalesce(g.skip_hours, f.skip_hours),
      skip_days = coalesce(g.skip_days, f.skip_days),
      newest_at = greatest(g.newest_at, f.newest_at),
      title = coalesce(g.title, f.title),
      site_url = coalesce(g.site_url, f.site_url),
      description = coalesce(g.description, f.description),
      language = coalesce(g.language, f.language),
      move_url = case when g.failed then f.move_url else g.move_url end,
      move_kept = case when g.failed then f.move_kept else g.move_kept end,
      icon_url = coalesce(g.icon_url, f.icon_url),
      funding = nullif(coalesce(g.funding, f.funding), '[]'),
      quiet_polls = case when g.noted then 0 else f.quiet_polls + 1 end,
      failures = case when g.failed then f.failures + 1 else 0 end,
      problem = case when g.unchanged and f.failures = 0 then f.problem else g.problem end,
      problem_since = case
        when g.unchanged and f.failures = 0 then f.problem_since
        when g.problem is not null then coalesce(f.problem_since, now())
      end
    from json_to_recordset(${JSON.stringify(records.map(({ notes, ...rest }) => ({ ...rest, noted: notes.length > 0 })))}::json) as g(
      id bigint, pause double precision, poll_ms integer, next_reason text, etag text, last_modified text, body_hash text,
      rest_seconds integer, rhythm_seconds integer, skip_hours smallint[], skip_days smallint[], newest_at timestamptz,
      title text, site_url text, description text, language text, move_url text, move_kept text, icon_url text, funding jsonb, unchanged boolean, failed boolean, problem text, noted boolean)
    where f.id = g.id`.execute(db);
}

async function addNotes(
  db: Kysely<Schema>,
  notes: readonly ({ feed_id: number } & PollNote)[],
): Promise<void> {
  await sql`
    insert into poll_log (feed_id, outcome, status, words, bytes, ms, added)
    select g.* from json_to_recordset(${JSON.stringify(notes)}::json) as g(
      feed_id bigint, outcome text, status smallint, words text, bytes integer, ms integer, added integer)
    join feeds f on f.id = g.feed_id`.execute(db);
  const ids = notes.map(note => note.feed_id);
  await sql`
    delete from poll_log l using unnest(${ids}::bigint[]) as g(id)
    where l.feed_id = g.id and l.id <= (
      select id from poll_log where feed_id = g.id order by id desc offset ${KEPT} limit 1)`.execute(db);
}

async function restHosts(
  db: Kysely<Schema>,
  rests: readonly { readonly host: string; readonly seconds: number }[],
): Promise<void> {
  const longest = new Map<string, number>();
  for (const { host, seconds } of rests) longest.set(host, Math.max(seconds, longest.get(host) ?? 0));
  const rows = [...longest].sort().map(([name, seconds]) => ({ name, seconds }));
  await sql`
    insert into hosts (name, rest_until)
    select name, now() + seconds * interval '1 second'
    from json_to_recordset(${JSON.stringify(rows)}::json) as g(name text, seconds double precision)
    on conflict (name) do update set rest_until = greatest(hosts.rest_until, excluded.rest_until)`.execute(
    db,
  );
}

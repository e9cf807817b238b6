import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';

/** A feed with all that a poll needs. */
export interface PollRow {
  readonly id: number;
  readonly url: string;
  readonly host: string;
  readonly etag: string | null;
  readonly last_modified: string | null;
  readonly body_hash: Buffer | null;
  readonly rest_seconds: number;
  readonly rhythm_seconds: number | null;
  readonly skip_hours: readonly number[];
  readonly skip_days: readonly number[];
  readonly newest_at: Date | null;
  readonly failures: number;
  /** Whether it was ever polled. */
  readonly polled: boolean;
  /** Whether a hub tells of its news now. */
  readonly pushed: boolean;
  /** The hub that it names, and what to ask it for. */
  readonly hub: string | null;
  readonly topic: string | null;
  /** Where it said last that it has moved for good, when that is not remembered. */
  readonly move_url: string | null;
  /** How many people read it. */
  readonly subscribers: number;
  readonly user_agent: string | null;
  readonly sealed: Buffer | null;
}

/** Polls in a row with news that its hub had not told of, after which a hub is not relied on. */
export const MISSED = 2;

const COLUMNS = sql`f.id, f.url, f.host, f.etag, f.last_modified, f.body_hash, f.rest_seconds, f.rhythm_seconds, f.skip_hours,
  f.skip_days, f.newest_at, f.failures, f.move_url, f.polled_at is not null as polled, o.user_agent, o.sealed,
  (select count(*)::integer from subscriptions where feed_id = f.id) as subscribers,
  p.hub, p.topic, coalesce(p.state = 'verified' and p.lease_until > now() and p.missed < ${MISSED}, false) as pushed`;

/** Feeds of one host that are asked side by side, and milliseconds between the starts of two, in all processes together. */
export const HOST_AT_ONCE = 2;
export const HOST_GAP = 400;

/** Seconds that each further feed of a host lies behind, since it is asked for one after another. */
const NEXT_OF_HOST = 0.5;

export interface Claim {
  /** Whose the claim is: the id of a job, which is the same when it runs again. */
  readonly owner: string;
  readonly limit: number;
  /** Hosts that this process does not want to ask at this moment. */
  readonly busy: readonly string[];
  /** Polls of this process that are under way, by host. */
  readonly active: Readonly<Record<string, number>>;
  /** Seconds after which the claim ends by itself. */
  readonly lease: number;
}

/**
 * Takes feeds that are due, at most one of a host and none of a host that asked for rest or has its turns taken, so that no
 * other process takes them. All who look at once see the same feed of a host as its first, and one of them gets it. Those that must begin first to be done at their time go first: due longest, slow, or of a host with many. A process
 * that is killed loses nothing: its job runs again and gives them back.
 */
export async function claimDue(db: Kysely<Schema>, claim: Claim): Promise<PollRow[]> {
  const claimed = await sql<PollRow>`
    with taken as materialized (
      select host from feeds where asked_at > now() - interval '1 millisecond' * ${sql.lit(HOST_GAP)} and asked_at <= now()
      union
      -- Its own claims outlast the polls until those are noted; of what is under way there this process knows itself.
      select f.host from feeds f left join jsonb_each_text(${JSON.stringify(claim.active)}::jsonb) own on own.key = f.host
      where claim <> ${claim.owner} and asked_at > now() - interval '1 second' * ${claim.lease}
      group by f.host having count(*) + coalesce(max(own.value::integer), 0) >= ${sql.lit(HOST_AT_ONCE)}
    ), first as (
      select (array_agg(id order by next_poll_at, id))[1] as id,
        min(next_poll_at) - interval '1 second' * (count(*) * ${sql.lit(NEXT_OF_HOST)} + max(poll_ms) / 1000.0) as begin_at
      from feeds
      where next_poll_at <= now() and host <> all(${claim.busy}::text[]) and host not in (select host from taken)
        and not exists (select from hosts where name = feeds.host and rest_until > now())
      group by host
    ), chosen as (
      -- Limited after those are skipped that another takes at this moment: they would else be all that is seen.
      select id from feeds join first using (id)
      where next_poll_at <= now()
      order by begin_at limit ${claim.limit}
      for update of feeds skip locked
    )
    update feeds f set next_poll_at = now() + ${claim.lease} * interval '1 second', claim = ${claim.owner}, asked_at = now()
    from chosen c left join pushes p on p.feed_id = c.id left join feed_options o on o.feed_id = c.id
    where f.id = c.id
    returning ${COLUMNS}`.execute(db);
  return claimed.rows;
}

/** Gives back what was claimed and not polled: it is due again. */
export async function releaseClaims(db: Kysely<Schema>, owner: string): Promise<void> {
  await sql`update feeds set claim = null, asked_at = null,
    next_poll_at = case when next_poll_at is not null then now() end
    where claim = ${owner}`.execute(db);
}

export async function countDue(db: Kysely<Schema>): Promise<number> {
  const due = await sql<{ count: number }>`
    select count(*)::integer as count from feeds where next_poll_at <= now()`.execute(db);
  return due.rows[0]?.count ?? 0;
}

/**
 * Puts right what was noted while the clock was ahead: a feed that was polled in the future keeps its pause, from now on, and
 * a host that asked for rest then may be asked. Seconds of difference are what clocks have.
 */
export async function mendClock(db: Kysely<Schema>): Promise<void> {
  await sql`
    update feeds set next_poll_at = now() + (next_poll_at - polled_at), polled_at = now()
    where polled_at > now() + interval '1 minute'`.execute(db);
  await sql`delete from hosts where rest_until <= now() or rest_until > now() + interval '8 days'`.execute(
    db,
  );
}

export async function pollRow(db: Kysely<Schema>, id: number): Promise<PollRow | undefined> {
  const found = await sql<PollRow>`
    select ${COLUMNS} from feeds f left join pushes p on p.feed_id = f.id left join feed_options o on o.feed_id = f.id
    where f.id = ${id}`.execute(db);
  return found.rows[0];
}

/** Seconds for which a host still asks to be left alone; undefined when it does not. */
export async function restOf(db: Kysely<Schema>, host: string): Promise<number | undefined> {
  const found = await sql<{ seconds: number }>`
    select extract(epoch from rest_until - now())::double precision as seconds from hosts
    where name = ${host} and rest_until > now()`.execute(db);
  return found.rows[0]?.seconds;
}

/** The feed was not asked, and is not for `seconds`, since its host wants to be left alone. */
export async function postponeFeed(db: Kysely<Schema>, id: number, seconds: number): Promise<void> {
  await sql`
    update feeds set claim = null, next_poll_at = now() + ${seconds} * interval '1 second', next_reason = 'retry_after'
    where id = ${id} and next_poll_at is not null`.execute(db);
}

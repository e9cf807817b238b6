import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';
import { keepEnded } from './ended-pushes.ts';

export interface WantedPush {
  readonly hub: string;
  readonly topic: string;
  readonly callback: string;
  /** Sealed. */
  readonly secret: Buffer;
}

/** Seconds after which a hub that was asked and did not confirm is asked again; doubled each time, up to a day. */
const ASK_AGAIN = 3_600;

/**
 * Puts another hub or topic in the place of what a feed had, which is given back; with a new address and secret, which the
 * old hub does not know.
 */
export async function wantPush(db: Kysely<Schema>, feedId: number, push: WantedPush): Promise<void> {
  const { hub, topic, callback, secret } = push;
  await sql`
    with ended as (${keepEnded(sql`(select * from pushes where feed_id = ${feedId})`)})
    insert into pushes (feed_id, hub, topic, callback, secret, state)
    select id, ${hub}, ${topic}, ${callback}, ${secret}, 'asked' from feeds where id = ${feedId}
    on conflict (feed_id) do update set hub = excluded.hub, topic = excluded.topic, callback = excluded.callback,
      secret = excluded.secret, state = 'asked', problem = null, failures = 0, missed = 0, lease_until = null,
      next_ask_at = now()`.execute(db);
}

/** Nothing is to be told of a feed any more: what its hub promised is given back. */
export async function dropPush(db: Kysely<Schema>, feedId: number): Promise<void> {
  await sql`
    with gone as (delete from pushes where feed_id = ${feedId} returning *) ${keepEnded(sql`gone`)}`.execute(
    db,
  );
}

export interface PushRow {
  readonly feed_id: number;
  readonly hub: string;
  readonly topic: string;
  readonly callback: string;
  readonly secret: Buffer;
  readonly state: string;
}

/**
 * Takes hubs that are due to be asked, and notes that they were, before they are: the answer may come before that of the hub
 * to the request. What works until its lease ends is not disturbed by being renewed.
 */
export async function claimAsks(db: Kysely<Schema>, limit: number): Promise<PushRow[]> {
  const claimed = await sql<PushRow>`
    update pushes p set
      failures = failures + 1,
      next_ask_at = now() + least(86400, ${ASK_AGAIN} * 2 ^ least(failures, 10)) * interval '1 second',
      state = case when state = 'verified' and lease_until > now() then state else 'asked' end
    where feed_id in (
      select feed_id from pushes join feeds f on f.id = feed_id
      where next_ask_at <= now() and f.next_poll_at is not null
      order by next_ask_at limit ${limit} for update of pushes skip locked)
    returning feed_id, hub, topic, callback, secret, state`.execute(db);
  return claimed.rows;
}

/** Undefined also for a feed that nobody reads any more, which is not polled either. */
export async function findPush(db: Kysely<Schema>, callback: string): Promise<PushRow | undefined> {
  return await db
    .selectFrom('pushes')
    .select(['feed_id', 'hub', 'topic', 'callback', 'secret', 'state'])
    .where('callback', '=', callback)
    .where('feed_id', 'in', query =>
      query.selectFrom('feeds').select('id').where('next_poll_at', 'is not', null),
    )
    .executeTakeFirst();
}

/** The hub has confirmed, for `lease` seconds; it is asked again when three quarters of them have passed. */
export async function confirmPush(db: Kysely<Schema>, callback: string, lease: number): Promise<void> {
  await sql`
    update pushes set state = 'verified', problem = null, failures = 0, missed = 0,
      lease_until = now() + ${lease} * interval '1 second', next_ask_at = now() + ${lease} * 0.75 * interval '1 second'
    where callback = ${callback}`.execute(db);
}

/** The hub refuses, or does not do its part; the feed is polled at its own pace again. `again`: seconds. */
export async function endPush(
  db: Kysely<Schema>,
  callback: string,
  end: { readonly state: 'denied' | 'failed'; readonly problem: string; readonly again?: number },
): Promise<void> {
  await sql`
    with ended as (
      update pushes set problem = ${end.problem},
        state = case when ${end.state} = 'failed' and state = 'verified' and lease_until > now() then state else ${end.state} end,
        lease_until = case when ${end.state} = 'denied' then null else lease_until end,
        next_ask_at = coalesce(now() + ${end.again ?? null}::double precision * interval '1 second', next_ask_at)
      where callback = ${callback}
      returning feed_id, state
    )
    update feeds f set next_poll_at = least(f.next_poll_at, now()) from ended e
    where f.id = e.feed_id and e.state <> 'verified' and f.next_reason = 'push' and f.next_poll_at is not null`.execute(
    db,
  );
}

export interface Pushed {
  readonly added: number;
  readonly newestAt: Date | undefined;
  readonly words: string;
  readonly bytes: number;
  readonly ms: number;
}

/** A hub has told of something, so it works. */
export async function recordPush(db: Kysely<Schema>, feedId: number, pushed: Pushed): Promise<void> {
  await db.transaction().execute(async tx => {
    await sql`update pushes set pushed_at = now(), missed = 0 where feed_id = ${feedId}`.execute(tx);
    if (pushed.added === 0) return;
    const newest = pushed.newestAt?.toISOString() ?? null;
    await sql`
      update feeds set newest_at = greatest(newest_at, ${newest}::timestamptz), quiet_polls = 0
      where id = ${feedId}`.execute(tx);
    const { words, bytes, ms, added } = pushed;
    await sql`
      insert into poll_log (feed_id, outcome, words, bytes, ms, added)
      select id, 'pushed', ${words}, ${bytes}, ${ms}, ${added} from feeds where id = ${feedId}`.execute(tx);
  });
}

/** Has a feed polled as soon as its turn comes. */
export async function pollSoon(db: Kysely<Schema>, feedId: number): Promise<void> {
  await sql`update feeds set next_poll_at = least(next_poll_at, now()) where id = ${feedId} and claim is null and next_poll_at is not null`.execute(
    db,
  );
}

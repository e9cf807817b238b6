import type { FetchResult } from '../../../core/fetch/index.ts';
import type { ReaderContext } from '../context.ts';
import type { PollRow } from '../store/due.ts';
import type { PollRecord } from '../store/record-polls.ts';
import { nextPoll } from './schedule.ts';
import { GONE_WORDS } from './status-words.ts';

/** How a poll went, with what is to be kept of it. */
export interface PollOutcome {
  readonly outcome: 'new_items' | 'nothing_new' | 'not_modified' | 'failed' | 'gone';
  readonly added: number;
  readonly record: PollRecord;
}

type Scheduler = Pick<ReaderContext, 'config'>;

/** The server has nothing new to say. */
export function notModified(ctx: Scheduler, feed: PollRow, answer: FetchResult, now: Date): PollOutcome {
  return {
    outcome: 'not_modified',
    added: 0,
    record: { ...answered(ctx, feed, answer, now), unchanged: true },
  };
}

/** What to note of a feed that answered as it should; the schedule follows what it asks for. */
export function answered(
  ctx: Scheduler,
  feed: PollRow,
  { headers, cache }: Pick<FetchResult, 'headers' | 'cache'>,
  now: Date,
): PollRecord {
  const expires = cache.expires ? (cache.expires.getTime() - now.getTime()) / 1000 : 0;
  const fresh = cache.maxAge ?? Math.max(0, expires);
  const next = nextPoll(
    {
      now,
      newestAt: feed.newest_at ?? undefined,
      failures: 0,
      restSeconds: Math.max(feed.rest_seconds, fresh),
      retryAfter: undefined,
      skipHours: feed.skip_hours,
      skipDays: feed.skip_days,
    },
    ctx.config,
  );
  return {
    ...same(feed),
    next_poll_at: next.toISOString(),
    etag: headers['etag'] ?? feed.etag,
    last_modified: headers['last-modified'] ?? feed.last_modified,
  };
}

/** The feed could not be had or read. It is tried again, less and less often, and what is wrong is told. */
export function failed(ctx: Scheduler, feed: PollRow, problem: string, retryAfter?: number): PollOutcome {
  const next = nextPoll(
    {
      now: new Date(),
      newestAt: undefined,
      failures: feed.failures + 1,
      restSeconds: 0,
      retryAfter,
      skipHours: feed.skip_hours,
      skipDays: feed.skip_days,
    },
    ctx.config,
  );
  const record = { ...same(feed), next_poll_at: next.toISOString(), failed: true, problem };
  return { outcome: 'failed', added: 0, record };
}

/** The server says that the feed is gone for good (RFC 9110, 15.5.11): it is not polled any more. */
export function gone(feed: PollRow): PollOutcome {
  return { outcome: 'gone', added: 0, record: { ...same(feed), failed: true, problem: GONE_WORDS } };
}

function same(feed: PollRow): PollRecord {
  return {
    id: feed.id,
    next_poll_at: null,
    etag: feed.etag,
    last_modified: feed.last_modified,
    body_hash: null,
    rest_seconds: null,
    skip_hours: null,
    skip_days: null,
    newest_at: null,
    title: null,
    site_url: null,
    unchanged: false,
    failed: false,
    problem: null,
  };
}

import type { FetchResult } from '../../../core/fetch/index.ts';
import type { ReaderContext } from '../context.ts';
import type { PollRow } from '../store/due.ts';
import type { PollNote, PollRecord } from '../store/record-polls.ts';
import type { Move } from './follow-move.ts';
import { moveNote, noteWords } from './note-words.ts';
import { type Circumstances, nextPoll } from './schedule.ts';
import { GONE_WORDS } from './status-words.ts';

/** How a poll went, with what is to be kept of it. */
export interface Polled {
  readonly outcome: 'new_items' | 'nothing_new' | 'not_modified' | 'failed' | 'gone';
  readonly added: number;
  readonly record: PollRecord;
}

/** The host wants to be left alone, so nothing was asked; the feed has its new time already. */
export interface Postponed {
  readonly outcome: 'postponed';
  readonly added: 0;
}

export type PollOutcome = Polled | Postponed;

/** What came, and how long it took; without a status no answer came. */
export type Came = Pick<PollNote, 'status' | 'bytes' | 'ms'>;

type Scheduler = Pick<ReaderContext, 'config'>;
type Answer = Pick<FetchResult, 'headers' | 'cache' | 'status' | 'timing' | 'bytes'>;

/** Seconds that a host is left alone which asks for fewer requests and not for how long. */
const TOO_MANY_REST = 600;

export function came({ status, bytes, timing }: Pick<FetchResult, 'status' | 'bytes' | 'timing'>): Came {
  return { status, bytes: bytes.wire, ms: Math.round(timing.total) };
}

/** The server has nothing new to say. */
export function notModified(
  ctx: Scheduler,
  feed: PollRow,
  answer: Answer,
  { move, now }: { move: Move | undefined; now: Date },
): Polled {
  return {
    outcome: 'not_modified',
    added: 0,
    record: { ...answered(ctx, feed, answer, { added: 0, move, now }), unchanged: true },
  };
}

/** What to note of a feed that answered as it should; the schedule follows what it asks for. */
export function answered(
  ctx: Scheduler,
  feed: PollRow,
  answer: Answer,
  { added, move, now }: { added: number; move: Move | undefined; now: Date },
): PollRecord {
  const { headers } = answer;
  const next = nextPoll(
    {
      ...circumstances(feed, now),
      newestAt: feed.newest_at ?? undefined,
      restSeconds: Math.max(feed.rest_seconds, freshFor(answer, now)),
    },
    ctx.config,
  );
  const outcome = !feed.polled
    ? 'first'
    : added > 0
      ? 'new_items'
      : feed.failures > 0
        ? 'well_again'
        : undefined;
  const news: PollNote[] = outcome
    ? [{ outcome, words: noteWords(outcome, added), added, ...came(answer) }]
    : [];
  return {
    ...same(feed),
    pause: next.pause,
    next_reason: next.reason,
    poll_ms: came(answer).ms,
    etag: headers['etag'] ?? feed.etag,
    last_modified: headers['last-modified'] ?? feed.last_modified,
    notes: [...movedNotes(feed, answer, move), ...news],
    move_url: move?.kept ? move.url : null,
    move_kept: move?.kept ?? null,
    missed: feed.pushed && added > 0,
  };
}

/** A move that is remembered comes once; one that is not would be told at every poll. */
function movedNotes(feed: PollRow, answer: Answer, move: Move | undefined): PollNote[] {
  if (!move || (move.kept && move.url === feed.move_url)) return [];
  return [{ outcome: 'moved', words: moveNote(move), added: 0, ...came(answer) }];
}

/** Seconds for which the answer stays fresh; part of them has passed in a cache on the way (RFC 9111, 4.2). */
function freshFor({ cache, headers }: Answer, now: Date): number {
  const age = /^\d{1,9}$/.test(headers['age'] ?? '') ? Number(headers['age']) : 0;
  const expires = cache.expires ? (cache.expires.getTime() - now.getTime()) / 1000 : 0;
  return Math.max(0, cache.maxAge === undefined ? expires : cache.maxAge - age);
}

export interface Failure {
  readonly problem: string;
  readonly came: Came;
  /** Seconds for which the server asks to be left alone. */
  readonly retryAfter?: number | undefined;
  /** Host that said so. */
  readonly host?: string | undefined;
}

/** The feed could not be had or read. It is tried again, less and less often, and what is wrong is told. */
export function failed(ctx: Scheduler, feed: PollRow, failure: Failure): Polled {
  const { status } = failure.came;
  const lost = status === 410 ? 'gone' : status === 404 ? 'missing' : undefined;
  const rest = failure.retryAfter ?? (status === 429 ? TOO_MANY_REST : undefined);
  const next = nextPoll(
    { ...circumstances(feed, new Date()), failures: feed.failures + 1, lost, retryAfter: rest },
    ctx.config,
  );
  const outcome = lost === 'gone' ? 'gone' : 'failed';
  return {
    outcome,
    added: 0,
    record: {
      ...same(feed),
      pause: next.pause,
      next_reason: next.reason,
      poll_ms: failure.came.ms,
      failed: true,
      problem: failure.problem,
      notes: [{ outcome, words: failure.problem, added: 0, ...failure.came }],
      rest: rest === undefined ? null : { host: failure.host ?? feed.host, seconds: rest },
    },
  };
}

/** The server says that the feed is gone for good (RFC 9110, 15.5.11). Some mean it less than they say, so it is asked rarely. */
export function gone(ctx: Scheduler, feed: PollRow, answer: FetchResult): Polled {
  return failed(ctx, feed, { problem: GONE_WORDS, came: came(answer) });
}

function circumstances(feed: PollRow, now: Date): Circumstances {
  return {
    now,
    newestAt: undefined,
    rhythm: feed.rhythm_seconds ?? undefined,
    failures: 0,
    lost: undefined,
    pushed: feed.pushed,
    restSeconds: 0,
    retryAfter: undefined,
    skipHours: feed.skip_hours,
    skipDays: feed.skip_days,
  };
}

function same(feed: PollRow): PollRecord {
  return {
    id: feed.id,
    pause: 0,
    poll_ms: 0,
    next_reason: 'added',
    etag: feed.etag,
    last_modified: feed.last_modified,
    body_hash: null,
    rest_seconds: null,
    rhythm_seconds: null,
    skip_hours: null,
    skip_days: null,
    newest_at: null,
    title: null,
    site_url: null,
    description: null,
    language: null,
    move_url: null,
    move_kept: null,
    icon_url: null,
    funding: null,
    unchanged: false,
    failed: false,
    problem: null,
    notes: [],
    rest: null,
    missed: false,
  };
}

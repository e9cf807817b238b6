import type { Values } from '../../../core/config/options.ts';
import type { readerOptions } from '../config.ts';

/** What is known when the next poll of a feed is decided. */
export interface Circumstances {
  readonly now: Date;
  /** Publication of its newest item. */
  readonly newestAt: Date | undefined;
  /** Mean seconds between its items. */
  readonly rhythm: number | undefined;
  /** Failed polls in a row, this one included. */
  readonly failures: number;
  /** What the failure was: nothing there (404), or gone for good (410). */
  readonly lost: 'missing' | 'gone' | undefined;
  /** Whether a hub tells of its news. */
  readonly pushed: boolean;
  /** Seconds of rest that the feed or its server asks for: ttl, sy:updatePeriod, Cache-Control. */
  readonly restSeconds: number;
  /** Seconds from Retry-After. */
  readonly retryAfter: number | undefined;
  readonly skipHours: readonly number[];
  readonly skipDays: readonly number[];
}

/** Why a feed is polled when it is; `health/words.ts` says each in words. */
export const REASONS = [
  'added',
  'asked_by_hand',
  'rhythm',
  'quiet',
  'undated',
  'rest',
  'retry_after',
  'backoff',
  'missing',
  'gone',
  'excluded',
  'push',
] as const;
export type Reason = (typeof REASONS)[number];

export interface Next {
  /** Seconds. */
  readonly pause: number;
  readonly reason: Reason;
}

type Pauses = Pick<Values<typeof readerOptions>, 'shortestPause' | 'longestPause'>;

const HOUR = 3600;
const DAY = 24 * HOUR;
/** Most that a feed may ask for by itself, and most that a server may ask for when it is in trouble. */
const LONGEST_REST = DAY;
const LONGEST_RETRY = 7 * DAY;
/** Failures in a row after which a feed that is not there is asked once a day, and how often one that is gone for good. */
const MISSING_AFTER = 10;
const GONE_PAUSE = 7 * DAY;

/**
 * When a feed is polled again. A healthy feed: after a twenty-fourth of its rhythm, or of the time since its newest item
 * where that is longer, so that one that writes daily is asked every hour. A failing one: after a pause that doubles up to
 * the longest, for ever. Never sooner than its publisher asks, within limits, and spread by a tenth so that feeds do not
 * come in step. `random` is 0 to 1.
 */
export function nextPoll(at: Circumstances, pauses: Pauses, random = Math.random()): Next {
  const own = at.failures > 0 ? afterFailure(at, pauses) : afterSuccess(at, pauses);
  const rest = Math.min(at.restSeconds, LONGEST_REST);
  const retry = Math.min(at.retryAfter ?? 0, LONGEST_RETRY);
  let next = own;
  if (rest > next.pause) next = { pause: rest, reason: 'rest' };
  if (retry > next.pause) next = { pause: retry, reason: 'retry_after' };
  const pause = Math.round(next.pause * (1 + random / 10));
  const hours = excludedHours(new Date(at.now.getTime() + pause * 1000), at);
  return hours === 0 ? { pause, reason: next.reason } : { pause: pause + hours * HOUR, reason: 'excluded' };
}

function afterSuccess(at: Circumstances, pauses: Pauses): Next {
  const own = byRhythm(at, pauses);
  return at.pushed ? { pause: Math.max(DAY, own.pause), reason: 'push' } : own;
}

function byRhythm({ now, newestAt, rhythm = 0 }: Circumstances, pauses: Pauses): Next {
  const quiet = newestAt ? (now.getTime() - newestAt.getTime()) / 1000 : DAY;
  const pace = Math.max(quiet, rhythm) / 24;
  const pause = Math.max(pauses.shortestPause, Math.min(pauses.longestPause, pace));
  if (!newestAt) return { pause, reason: 'undated' };
  return { pause, reason: rhythm > 0 && quiet <= 3 * rhythm ? 'rhythm' : 'quiet' };
}

function afterFailure({ failures, lost }: Circumstances, pauses: Pauses): Next {
  if (lost === 'gone') return { pause: GONE_PAUSE, reason: 'gone' };
  if (lost === 'missing' && failures >= MISSING_AFTER)
    return { pause: Math.max(DAY, pauses.longestPause), reason: 'missing' };
  const doubled = pauses.shortestPause * 2 ** Math.min(failures - 1, 20);
  return { pause: Math.min(pauses.longestPause, doubled), reason: 'backoff' };
}

/** Hours until the first one that is not excluded; a feed that excludes every hour of the week is not heeded. */
function excludedHours(time: Date, { skipHours, skipDays }: Circumstances): number {
  if (skipHours.length === 0 && skipDays.length === 0) return 0;
  for (let hours = 0; hours <= 7 * 24; hours++) {
    const later = new Date(time.getTime() + hours * HOUR * 1000);
    if (!skipHours.includes(later.getUTCHours()) && !skipDays.includes(later.getUTCDay())) return hours;
  }
  return 0;
}

import type { Values } from '../../../core/config/options.ts';
import type { readerOptions } from '../config.ts';

/** What is known when the next poll of a feed is decided. */
export interface Circumstances {
  readonly now: Date;
  /** Publication of its newest item. */
  readonly newestAt: Date | undefined;
  /** Failed polls in a row, this one included. */
  readonly failures: number;
  /** Seconds of rest that the feed or its server asks for: ttl, sy:updatePeriod, Cache-Control. */
  readonly restSeconds: number;
  /** Seconds from Retry-After. */
  readonly retryAfter: number | undefined;
  readonly skipHours: readonly number[];
  readonly skipDays: readonly number[];
}

type Pauses = Pick<Values<typeof readerOptions>, 'shortestPause' | 'longestPause'>;

const HOUR = 3600;
/** Most that a feed may ask for by itself, and most that a server may ask for when it is in trouble. */
const LONGEST_REST = 24 * HOUR;
const LONGEST_RETRY = 7 * 24 * HOUR;

/**
 * When a feed is polled again. A healthy feed: after a twenty-fourth of the time since its newest item, so that one that
 * wrote yesterday is asked every hour. A failing one: after a pause that doubles up to the longest, for ever. Never sooner
 * than its publisher asks, within limits, and spread by a tenth so that feeds do not come in step. `random` is 0 to 1.
 */
export function nextPoll(at: Circumstances, pauses: Pauses, random = Math.random()): Date {
  const own = at.failures > 0 ? backoff(at.failures, pauses) : rhythm(at, pauses);
  const asked = Math.max(Math.min(at.restSeconds, LONGEST_REST), Math.min(at.retryAfter ?? 0, LONGEST_RETRY));
  const pause = Math.max(own, asked) * (1 + random / 10);
  return afterSkipped(new Date(at.now.getTime() + pause * 1000), at);
}

function rhythm({ now, newestAt }: Circumstances, pauses: Pauses): number {
  const quiet = newestAt ? (now.getTime() - newestAt.getTime()) / 1000 : 24 * HOUR;
  return Math.max(pauses.shortestPause, Math.min(pauses.longestPause, quiet / 24));
}

function backoff(failures: number, pauses: Pauses): number {
  return Math.min(pauses.longestPause, pauses.shortestPause * 2 ** Math.min(failures - 1, 20));
}

/** The first hour from `time` on that is not excluded; a feed that excludes every hour of the week is not heeded. */
function afterSkipped(time: Date, { skipHours, skipDays }: Circumstances): Date {
  if (skipHours.length === 0 && skipDays.length === 0) return time;
  for (let hours = 0; hours <= 7 * 24; hours++) {
    const later = new Date(time.getTime() + hours * HOUR * 1000);
    if (!skipHours.includes(later.getUTCHours()) && !skipDays.includes(later.getUTCDay())) return later;
  }
  return time;
}

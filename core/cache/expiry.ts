import { AppError } from '../errors.ts';
import type { Times } from './cache.ts';

/** Above 30 days memcached reads a time to live as a date (its protocol.txt, "Expiration times"). */
const LONGEST = 30 * 24 * 60 * 60;

/** Whole seconds that memcached takes: rounded up, 1 to 30 days. Throws `invalid` for what is no time. */
export function wholeSeconds(seconds: number): number {
  if (!(seconds >= 0)) {
    throw new AppError('invalid', `A cache time is a number of seconds, 0 or more; this one is ${seconds}.`);
  }
  return Math.min(Math.max(Math.ceil(seconds), 1), LONGEST);
}

/** The time to live of a wrapped value, and how many of its last seconds are stale. */
export function wrapSeconds({ fresh, stale }: Times): { ttl: number; stale: number } {
  const ttl = Math.min(wholeSeconds(fresh) + (stale === 0 ? 0 : wholeSeconds(stale)), LONGEST);
  return { ttl, stale: stale === 0 ? 0 : Math.min(wholeSeconds(stale), ttl - 1) };
}

import { isIPv6 } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { BoundedMap } from '../bounded-map.ts';
import { AppError } from '../errors.ts';

export interface LimitOptions {
  /** How many at once after a pause. */
  burst: number;
  /** How many a minute when it goes on. */
  perMinute: number;
}

/** A token bucket per key; the least recently seen keys are forgotten, so memory is bounded. */
export class Limiter {
  readonly #options: LimitOptions;
  readonly #buckets = new BoundedMap<string, { tokens: number; at: number }>(10_000);

  constructor(options: LimitOptions) {
    this.#options = options;
  }

  /** Takes one token, or throws `rate_limited` with the seconds until there is one again. */
  take(key: string, now = performance.now()): void {
    const { burst, perMinute } = this.#options;
    const perMs = perMinute / 60_000;
    const bucket = this.#buckets.get(key) ?? { tokens: burst, at: now };
    bucket.tokens = Math.min(burst, bucket.tokens + (now - bucket.at) * perMs);
    bucket.at = now;
    this.#buckets.set(key, bucket);
    if (bucket.tokens < 1) {
      const retryAfter = Math.ceil((1 - bucket.tokens) / perMs / 1000);
      throw new AppError('rate_limited', `Too many requests; try again in ${retryAfter} s.`, { retryAfter });
    }
    bucket.tokens -= 1;
  }
}

/** A `preHandler` that limits a route by the visitor's address (IPv6 by /64, which is what one household has). */
export function limitByAddress(options: LimitOptions): (request: FastifyRequest) => Promise<void> {
  const limiter = new Limiter(options);
  return async request => limiter.take(addressKey(request.ip));
}

export function addressKey(ip: string): string {
  if (!isIPv6(ip) || ip.startsWith('::ffff:')) return ip;
  const [head = '', tail] = ip.split('::');
  const groups = head.split(':').filter(Boolean);
  if (tail === undefined) return groups.slice(0, 4).join(':');
  const tailGroups = tail.split(':').filter(Boolean);
  const zeros = Array.from({ length: 8 - groups.length - tailGroups.length }, () => '0');
  return [...groups, ...zeros, ...tailGroups].slice(0, 4).join(':');
}

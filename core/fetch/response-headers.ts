import type { IncomingHttpHeaders } from 'node:http';

/** A server that asks for more is asked again after a day. */
const MAX_RETRY_AFTER = 86_400;

/** Header values by lower-case name, several of one name joined as RFC 9110, 5.3 says. */
export function flattenHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const flat: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}

/** Seconds of `Retry-After`, given as seconds or as a date (RFC 9110, 10.2.3), of an answer that asks to wait. */
export function parseRetryAfter(status: number, header: string | undefined, now: number): number | undefined {
  if (header === undefined || (status !== 429 && status !== 503)) return undefined;
  const seconds = /^\s*\d+\s*$/.test(header) ? Number(header) : (parseHttpDate(header) - now) / 1000;
  if (Number.isNaN(seconds)) return undefined;
  return Math.min(MAX_RETRY_AFTER, Math.max(0, Math.ceil(seconds)));
}

/**
 * How long an answer stays fresh: `max-age` in seconds (0 for `no-cache` and `no-store`) and `Expires`, of which a value
 * that is no date lies in the past (RFC 9111, 5.3).
 */
export function parseCache(headers: Readonly<Record<string, string>>): {
  maxAge: number | undefined;
  expires: Date | undefined;
} {
  const control = headers['cache-control'] ?? '';
  const seconds = /(?:^|[\s,])max-age\s*=\s*"?(\d{1,10})/i.exec(control)?.[1];
  const never = /(?:^|[\s,])no-(?:cache|store)(?![\w=-])/i.test(control);
  const expires = headers['expires'];
  return {
    maxAge: never ? 0 : seconds === undefined ? undefined : Number(seconds),
    expires: expires === undefined ? undefined : new Date(parseHttpDate(expires) || 0),
  };
}

/** Milliseconds since the epoch, or NaN. Dates in HTTP start with the day of the week; `Date.parse` alone also takes `-1`. */
function parseHttpDate(text: string): number {
  return /^\s*[a-z]{3}/i.test(text) ? Date.parse(text) : Number.NaN;
}

import { fetchError } from './fetch-error.ts';
import type { Guard } from './guard.ts';

/** A request as far as redirects change it. */
export interface Hop {
  url: URL;
  method: string;
  headers: Record<string, string>;
  body: string | Uint8Array | undefined;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const PERMANENT = new Set([301, 308]);

/** What another origin may see. Anything else, under whatever name, may be a secret. */
const CARRIED = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'content-language',
  'content-type',
  'if-modified-since',
  'if-none-match',
  'user-agent',
]);

export function isRedirect(status: number): boolean {
  return REDIRECTS.has(status);
}

export function isPermanentRedirect(status: number): boolean {
  return PERMANENT.has(status);
}

/**
 * The request that a redirect asks for (https://fetch.spec.whatwg.org/#http-redirect-fetch). Throws `bad_redirect` when
 * it leads nowhere, and `blocked_address` when it leads inside.
 */
export function followRedirect(hop: Hop, status: number, location: string | undefined, guard: Guard): Hop {
  const url = target(hop.url, location, guard);
  const toGet = status === 303 ? hop.method !== 'HEAD' : hop.method === 'POST' && status < 307;
  const sameOrigin = url.origin === hop.url.origin;
  const headers = Object.fromEntries(
    Object.entries(hop.headers).filter(
      ([name]) => (sameOrigin || CARRIED.has(name)) && !(toGet && name.startsWith('content-')),
    ),
  );
  return { url, method: toGet ? 'GET' : hop.method, headers, body: toGet ? undefined : hop.body };
}

function target(from: URL, location: string | undefined, guard: Guard): URL {
  if (location === undefined) throw fetchError('bad_redirect', from.hostname);
  let url: URL;
  try {
    // Header bytes are given as Latin-1, and browsers read them here as UTF-8.
    url = guard.url(Buffer.from(location, 'latin1').toString(), from);
  } catch (cause) {
    const blocked = cause instanceof Error && 'reason' in cause && cause.reason === 'blocked_address';
    throw blocked ? cause : fetchError('bad_redirect', from.hostname, { cause });
  }
  // A name and password in an address are for who wrote it there, not for where it points.
  url.username = '';
  url.password = '';
  return url;
}

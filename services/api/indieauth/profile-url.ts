import { isIP } from 'node:net';
import { hasDotSegment, isPlain } from './client-id.ts';

/**
 * A profile URL (https://indieauth.spec.indieweb.org/#user-profile-url) in its canonical form: http or https, no user, no
 * fragment, no port, no IP address, no dot segments. Undefined for anything else. On localhost, where people try things out, a port may be.
 */
export function readProfileUrl(text: string): string | undefined {
  const url = isPlain(text) ? URL.parse(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined;
  if (url.username !== '' || url.password !== '' || text.includes('#') || hasDotSegment(text))
    return undefined;
  if (url.port !== '' && url.hostname !== 'localhost') return undefined;
  if (isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0) return undefined;
  return url.href;
}

/** What a person types in, as a profile URL: the host alone is enough. */
export function readTyped(text: string): string | undefined {
  const typed = text.trim();
  return readProfileUrl(/^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`);
}

const FOLLOWED = new Set(['http:', 'https:', 'mailto:']);
const FETCHED = new Set(['http:', 'https:']);

/** Longer addresses than browsers and servers take are noise, or an attack. */
const MAX_URL = 4096;

/**
 * An address from someone else's HTML as an absolute one: http, https and, to follow, mailto; undefined for any other
 * scheme and for what is no address. A user name and password are taken out, since they serve to deceive.
 */
export function resolveUrl(
  value: string,
  base: string | undefined,
  use: 'follow' | 'fetch',
): string | undefined {
  if (value.length > MAX_URL) return undefined;
  const url = URL.parse(value, base);
  if (url === null || !(use === 'follow' ? FOLLOWED : FETCHED).has(url.protocol)) return undefined;
  if (url.username !== '' || url.password !== '') {
    url.username = '';
    url.password = '';
  }
  return url.href;
}

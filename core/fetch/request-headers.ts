import type { FetchOptions } from './types.ts';

/** What a header value may consist of (RFC 9110, 5.5). Validators come from strangers, and are sent back. */
const FIELD_VALUE = /^[\t\x20-\x7e\x80-\xff]{1,1000}$/;

/** Headers that belong to the connection, or that this fetcher answers for. */
const OWN = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'host',
  'transfer-encoding',
  'upgrade',
]);

/** The headers of a fetch, by lower-case name. A name and password in the address become an Authorization header. */
export function requestHeaders(options: FetchOptions, userAgent: string, url: URL): Record<string, string> {
  const headers: Record<string, string> = {
    'user-agent': options.userAgent ?? userAgent,
    accept: options.accept ?? '*/*',
    'accept-encoding': 'gzip, deflate, br, zstd',
  };
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    const lower = name.toLowerCase();
    if (OWN.has(lower)) throw new TypeError(`The header ${lower} is set by the fetcher.`);
    headers[lower] = value;
  }
  const { etag, lastModified } = options.conditional ?? {};
  if (etag !== undefined && FIELD_VALUE.test(etag)) headers['if-none-match'] = etag;
  if (lastModified !== undefined && FIELD_VALUE.test(lastModified))
    headers['if-modified-since'] = lastModified;
  if (url.username !== '' || url.password !== '') {
    const pair = `${decodePercent(url.username)}:${decodePercent(url.password)}`;
    headers['authorization'] ??= `Basic ${Buffer.from(pair).toString('base64')}`;
  }
  return headers;
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

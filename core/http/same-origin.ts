import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a WebSocket handshake may be taken: from a page of the site, from a page at the very address that was asked
 * (a local network before CROFT_URL is set), or from a program, which sends no Origin (RFC 6455, section 10.2).
 */
export function isSameOrigin(headers: IncomingHttpHeaders, origin: string): boolean {
  const from = headers.origin;
  if (from === undefined || from === origin) return true;
  return URL.canParse(from) && new URL(from).host === headers.host;
}

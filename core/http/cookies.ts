import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Bound to this very host and to HTTPS by its name (RFC 6265bis, section 4.1.3.2); without HTTPS a browser would not take that name. */
export function cookieName(name: string, origin: string): string {
  return origin.startsWith('https:') ? `__Host-${name}` : name;
}

/** A cookie of ours that a browser sends; undefined when it sends none. `origin`: the site's own. */
export function readCookie(request: FastifyRequest, origin: string, name: string): string | undefined {
  const header = request.headers.cookie;
  return header === undefined ? undefined : parseCookie(header)[cookieName(name, origin)];
}

/** Makes the browser keep a cookie until `expires`, out of reach of scripts and of forms on other sites. */
export function writeCookie(
  reply: FastifyReply,
  origin: string,
  name: string,
  value: string,
  expires: Date,
): void {
  reply.header(
    'set-cookie',
    stringifySetCookie({
      name: cookieName(name, origin),
      value,
      expires,
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: origin.startsWith('https:'),
    }),
  );
}

export function clearCookie(reply: FastifyReply, origin: string, name: string): void {
  writeCookie(reply, origin, name, '', new Date(0));
}

/** The secret of the session that a browser sends. */
export function sessionOf(request: FastifyRequest, origin: string): string | undefined {
  const session = readCookie(request, origin, SESSION_COOKIE);
  return session !== undefined && session !== '' && session.length <= 200 ? session : undefined;
}

/** Cookies are for people who sign in; visitors get none. */
export const SESSION_COOKIE = 'croft';

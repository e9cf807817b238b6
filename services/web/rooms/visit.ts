import type { FastifyReply, FastifyRequest } from 'fastify';
import { readCookie, sessionOf, writeCookie } from '../../../core/http/cookies.ts';
import type { From } from '../../chat/contract.ts';
import type { WebContext } from '../context.ts';

/** The same cookie as that of chat's own routes: a guest who has written gets it, and nobody else. */
const GUEST_COOKIE = 'croft-guest';
const GUEST_DAYS = 180;

/** Who asks, as chat wants it. */
export function chatFrom(web: WebContext, request: FastifyRequest): From {
  return {
    address: request.ip,
    session: sessionOf(request, web.origin),
    guest: readCookie(request, web.origin, GUEST_COOKIE)?.slice(0, 200) || undefined,
  };
}

/** Makes the browser keep who a guest is. */
export function keepGuest(web: WebContext, reply: FastifyReply, secret: string): void {
  writeCookie(reply, web.origin, GUEST_COOKIE, secret, new Date(Date.now() + GUEST_DAYS * 86_400_000));
}

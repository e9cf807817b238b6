import type { FastifyReply } from 'fastify';
import { SESSION_COOKIE, writeCookie } from '../../../core/http/cookies.ts';
import type { Begun } from '../../api/contract.ts';
import type { WebContext } from '../context.ts';

/** Hands the browser the session that has begun. */
export function enter(web: WebContext, reply: FastifyReply, { session, expiresAt }: Begun): void {
  reply.header('cache-control', 'no-store');
  writeCookie(reply, web.origin, SESSION_COOKIE, session, new Date(expiresAt));
}

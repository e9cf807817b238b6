import type { FastifyRequest } from 'fastify';
import { sessionOf } from '../../../core/http/cookies.ts';
import type { Visitor } from '../../api/contract.ts';
import type { WebContext } from '../context.ts';

/** The browser that asks to be signed in, and the session it has now. */
export function visitorOf(web: WebContext, request: FastifyRequest): Visitor {
  const replaces = sessionOf(request, web.origin);
  return {
    address: request.ip,
    userAgent: request.headers['user-agent']?.slice(0, 500) ?? '',
    ...(replaces === undefined ? {} : { replaces }),
  };
}

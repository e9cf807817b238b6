import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../core/errors.ts';
import { requireSameOrigin } from '../../../core/http/origin-check.ts';
import { Assertion } from '../../api/contract.ts';
import type { WebContext } from '../context.ts';
import { beginCeremony, ceremonyOf } from '../http/ceremony.ts';
import { enter } from '../http/enter.ts';
import { homeOf, Next } from '../http/next.ts';
import { visitorOf } from '../http/visitor.ts';

const Answer = z.object({ assertion: Assertion, next: Next });

/** `POST /sign-in/passkey/options`: what the browser's passkey is to sign. */
export async function askForPasskey(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  requireSameOrigin(request, web.origin);
  const browser = beginCeremony(reply, web.origin);
  const { options } = await web.api.beginPasskeySignIn({ browser }, request.call);
  return reply.header('cache-control', 'no-store').send(options);
}

/** `POST /sign-in/passkey`: begins a session when it was signed, and says where to go on. */
export async function signInByPasskey(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  requireSameOrigin(request, web.origin);
  const answer = Answer.safeParse(request.body);
  if (!answer.success) throw new AppError('invalid', 'The passkey answered in a way that is not understood.');
  const { assertion, next } = answer.data;
  const browser = ceremonyOf(request, web.origin);
  const from = visitorOf(web, request);
  const begun = await web.api.signInWithPasskey({ browser, assertion, from }, request.call);
  enter(web, reply, begun);
  return reply.send({ next: next ?? homeOf(begun.principal) });
}

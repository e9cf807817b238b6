import type { FastifyRequest } from 'fastify';
import { AppError } from '../../../core/errors.ts';
import { sessionOf } from '../../../core/http/cookies.ts';
import { requireSameOrigin } from '../../../core/http/origin-check.ts';
import type { ApiContext } from '../context.ts';
import { type Actor, may, type Principal, type Scope } from '../contract.ts';
import { wrongToken } from '../people/wrong-token.ts';
import { findSession } from '../store/people/sessions.ts';
import { findToken } from '../store/people/tokens.ts';
import { takeWrite } from '../store/people/write-allowance.ts';

const asking = new WeakMap<FastifyRequest, Promise<Principal | undefined>>();

/**
 * Who sent a bearer token (RFC 6750) or is signed in at the browser that asks; undefined when neither. Throws
 * `unauthenticated` for a token that is not valid, `forbidden` for a write that another site made the browser send, and
 * `rate_limited` for more writes than an account may send. A request is looked at, and counted, once.
 */
export function findCaller(ctx: ApiContext, request: FastifyRequest): Promise<Principal | undefined> {
  const known = asking.get(request);
  if (known) return known;
  const caller = countedCaller(ctx, request);
  asking.set(request, caller);
  return caller;
}

async function countedCaller(ctx: ApiContext, request: FastifyRequest): Promise<Principal | undefined> {
  const caller = await knownCaller(ctx, request);
  if (caller && isWrite(request)) await takeWrite(ctx.db, caller.account);
  return caller;
}

function isWrite({ method }: FastifyRequest): boolean {
  return method !== 'GET' && method !== 'HEAD';
}

async function knownCaller(ctx: ApiContext, request: FastifyRequest): Promise<Principal | undefined> {
  const header = request.headers.authorization;
  if (header === undefined) return findSignedIn(ctx, request);
  const token = /^Bearer +(\S{1,200}) *$/i.exec(header)?.[1];
  if (token === undefined)
    throw new AppError('unauthenticated', 'The Authorization header must be: Bearer TOKEN');
  const found = await findToken(ctx.db, token);
  if (found) return found.principal;
  ctx.attempts.wrongToken(request.ip);
  throw wrongToken();
}

async function findSignedIn(ctx: ApiContext, request: FastifyRequest): Promise<Principal | undefined> {
  const session = sessionOf(request, ctx.origin);
  if (session === undefined) return undefined;
  if (isWrite(request)) requireSameOrigin(request, ctx.origin);
  return findSession(ctx.db, session);
}

/** The caller when it may do what `scope` stands for; throws `unauthenticated` or `forbidden`. */
export async function requireScope(
  ctx: ApiContext,
  request: FastifyRequest,
  scope: Scope,
): Promise<Principal> {
  const caller = await findCaller(ctx, request);
  if (!caller)
    throw new AppError(
      'unauthenticated',
      `This needs a token with the scope "${scope}": Authorization: Bearer TOKEN`,
    );
  if (!may(caller, scope)) throw new AppError('forbidden', `This token lacks the scope "${scope}".`);
  return caller;
}

const callers = new WeakMap<object, Principal>();

/** An `onRequest` hook that lets only callers with the scope through, before the body of anybody else is read. */
export function needsScope(ctx: ApiContext, scope: Scope): (request: FastifyRequest) => Promise<void> {
  return async request => void callers.set(request, await requireScope(ctx, request, scope));
}

/** Whom `needsScope` let through. */
export function callerOf(request: object): Principal {
  const caller = callers.get(request);
  if (!caller) throw new AppError('internal', 'This route forgot to ask who calls.');
  return caller;
}

/** Who asks, for the audit log. */
export function actorOf(request: FastifyRequest): Actor & { account: string } {
  return { account: callerOf(request).account, address: request.ip };
}

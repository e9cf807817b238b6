import type { FastifyRequest } from 'fastify';
import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import { may, type Principal, type Scope } from '../../contract.ts';
import { invalidRequest } from '../../micropub/request.ts';
import { findToken } from '../../store/people/tokens.ts';
import { takeWrite } from '../../store/people/write-allowance.ts';

/** The token in the Authorization header (RFC 6750, section 2.1). */
export function headerToken(request: FastifyRequest): string | undefined {
  const header = request.headers.authorization;
  if (header === undefined) return undefined;
  const token = /^Bearer +(\S{1,200}) *$/i.exec(header)?.[1];
  if (token === undefined)
    throw new AppError('unauthenticated', 'The Authorization header must be: Bearer TOKEN', {
      reason: 'invalid_token',
    });
  return token;
}

/**
 * The one token of a request, from the header or the form. Sending both is against RFC 6750, but Quill does it: the same
 * token twice is one token, and two are refused.
 */
export function oneToken(fromHeader: string | undefined, fromBody: string | undefined): string {
  if (fromHeader !== undefined && fromBody !== undefined && fromHeader !== fromBody)
    throw invalidRequest('The request has two different access tokens. Send one.');
  const token = fromHeader ?? fromBody;
  if (token === undefined) throw new AppError('unauthenticated', 'This needs an access token.');
  return token;
}

const callers = new WeakMap<object, Principal>();

/**
 * An `onRequest` hook: whoever sends a token in the header is known, and may do what one of the scopes stands for when there are
 * any, before the body is read.
 */
export function knowHeader(ctx: ApiContext, ...scopes: Scope[]): (request: FastifyRequest) => Promise<void> {
  return async request => {
    const token = headerToken(request);
    if (token === undefined) return;
    const caller = await tokenHolder(ctx, token);
    if (scopes.length > 0) requireAny(caller, ...scopes);
    callers.set(request, caller);
  };
}

/** Whom `knowHeader` knows. */
export function headerCaller(request: FastifyRequest): Principal | undefined {
  return callers.get(request);
}

/** Who sent the one token of a request whose form may have one; a write is counted. Throws `rate_limited`. */
export async function callerOf(
  ctx: ApiContext,
  request: FastifyRequest,
  inBody?: string,
): Promise<Principal> {
  const token = oneToken(headerToken(request), inBody);
  const caller = callers.get(request) ?? (await tokenHolder(ctx, token));
  if (request.method === 'POST') await takeWrite(ctx.db, caller.account);
  return caller;
}

/** Who a token belongs to. Cookies do not count here: a page of another site must not post. */
export async function tokenHolder(ctx: ApiContext, token: string): Promise<Principal> {
  const found = token.length > 200 ? undefined : await findToken(ctx.db, token);
  if (!found)
    throw new AppError('unauthenticated', 'This token is not valid, has ended or was revoked.', {
      reason: 'invalid_token',
    });
  return found.principal;
}

/** Throws `insufficient_scope` unless the caller may do what one of the scopes stands for. */
export function requireAny(caller: Principal, ...scopes: Scope[]): void {
  if (scopes.some(scope => may(caller, scope))) return;
  throw new AppError('forbidden', `This token lacks the scope "${scopes[0]}".`, {
    reason: 'insufficient_scope',
    details: { scope: scopes[0] },
  });
}

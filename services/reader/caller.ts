import type { FastifyRequest } from 'fastify';
import { AppError } from '../../core/errors.ts';
import type { Principal } from '../api/contract.ts';
import type { ReaderContext } from './context.ts';
import { accountOf } from './contract/common.ts';

type CallerContext = Pick<ReaderContext, 'api'>;

/**
 * Who sent a bearer token (RFC 6750); undefined when none was sent. Throws `unauthenticated` for one that is not valid, and
 * `rate_limited` for more writes than an account may send.
 */
export async function findCaller(
  ctx: CallerContext,
  request: FastifyRequest,
): Promise<Principal | undefined> {
  const header = request.headers.authorization;
  if (header === undefined) return undefined;
  const token = /^Bearer +(\S{1,200}) *$/i.exec(header)?.[1];
  if (token === undefined)
    throw new AppError('unauthenticated', 'The Authorization header must be: Bearer TOKEN');
  const writes = request.method !== 'GET' && request.method !== 'HEAD';
  return await ctx.api.authenticate({ token, writes }, request.call);
}

/** Whose reading a request sees: that of whoever carries a token, or what is public. */
export async function viewerAccount(
  ctx: CallerContext,
  request: FastifyRequest,
): Promise<string | undefined> {
  const caller = await findCaller(ctx, request);
  return caller && accountOf(caller);
}

/** Whose reading a request changes. Throws `unauthenticated` or `forbidden` unless its token may write. */
export async function writerAccount(ctx: CallerContext, request: FastifyRequest): Promise<string> {
  const caller = await findCaller(ctx, request);
  if (!caller)
    throw new AppError(
      'unauthenticated',
      'This needs a token with the scope "write": Authorization: Bearer TOKEN',
    );
  if (!caller.scopes.some(scope => scope === 'write' || scope === 'admin'))
    throw new AppError('forbidden', 'This token lacks the scope "write".');
  return accountOf(caller);
}

/** Whose reading is told to nobody else. Throws `unauthenticated` without a token that is valid. */
export async function readerAccount(ctx: CallerContext, request: FastifyRequest): Promise<string> {
  const account = await viewerAccount(ctx, request);
  if (account !== undefined) return account;
  throw new AppError('unauthenticated', 'This needs a token: Authorization: Bearer TOKEN');
}

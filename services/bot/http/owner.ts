import type { FastifyRequest } from 'fastify';
import { AppError } from '../../../core/errors.ts';
import type { BotContext } from '../context.ts';

/** The owner's account. Throws `unauthenticated` or `forbidden` unless the token of the request is the owner's (scope `admin`). */
export async function requireOwner(
  { accounts }: Pick<BotContext, 'accounts'>,
  request: FastifyRequest,
): Promise<string> {
  const token = /^Bearer +(\S{1,200}) *$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined)
    throw new AppError(
      'unauthenticated',
      'This needs a token with the scope "admin": Authorization: Bearer TOKEN',
    );
  const writes = request.method !== 'GET' && request.method !== 'HEAD';
  const { account, scopes } = await accounts.authenticate({ token, writes }, request.call);
  if (!scopes.includes('admin')) throw new AppError('forbidden', 'This token lacks the scope "admin".');
  return account;
}

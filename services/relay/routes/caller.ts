import type { FastifyRequest } from 'fastify';
import { AppError } from '../../../core/errors.ts';
import { limitByAddress } from '../../../core/http/limit.ts';
import { may } from '../../api/contract.ts';
import type { RelayContext } from '../context.ts';

export const tags = ['relay'];
export const security = [{ token: [] }];

/** Before every route. */
export const limit = limitByAddress({ burst: 60, perMinute: 240 });

/** Throws `unauthenticated` or `forbidden` unless a token of the owner's was sent. */
export async function requireOwner(ctx: Pick<RelayContext, 'api'>, request: FastifyRequest): Promise<void> {
  const token = /^Bearer +(\S{1,200}) *$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined)
    throw new AppError(
      'unauthenticated',
      'This needs a token with the scope "admin": Authorization: Bearer TOKEN',
    );
  const writes = request.method !== 'GET' && request.method !== 'HEAD';
  if (!may(await ctx.api.authenticate({ token, writes }, request.call), 'admin'))
    throw new AppError('forbidden', 'This token lacks the scope "admin".');
}

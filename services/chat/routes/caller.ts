import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../core/errors.ts';
import { readCookie, sessionOf } from '../../../core/http/cookies.ts';
import { limitByAddress } from '../../../core/http/limit.ts';
import { requireSameOrigin } from '../../../core/http/origin-check.ts';
import { may } from '../../api/contract.ts';
import type { ChatContext } from '../context.ts';
import { type From, RoomName } from '../contract.ts';
import { GUEST_COOKIE } from '../people/guest-cookie.ts';

export const tags = ['chat'];
export const ByRoom = z.object({ name: RoomName });
export const ByNumber = ByRoom.extend({
  number: z.coerce
    .number()
    .int()
    .min(1)
    .max(2 ** 52),
});

/** Before every route that changes something. */
export const limit = limitByAddress({ burst: 60, perMinute: 240 });

/** Who asks: by token, or by the cookies of a browser, which are believed on pages of the site alone. */
export function fromOf(ctx: Pick<ChatContext, 'origin'>, request: FastifyRequest): From {
  const token = tokenOf(request);
  const address = request.ip;
  if (token !== undefined) return { address, token };
  const session = sessionOf(request, ctx.origin);
  const guest = readCookie(request, ctx.origin, GUEST_COOKIE)?.slice(0, 200) || undefined;
  if (request.method !== 'GET' && (session ?? guest) !== undefined) requireSameOrigin(request, ctx.origin);
  return { address, session, guest };
}

/** Throws `unauthenticated` or `forbidden` unless a token of the owner's was sent. */
export async function requireOwner(ctx: Pick<ChatContext, 'api'>, request: FastifyRequest): Promise<void> {
  const token = tokenOf(request);
  if (token === undefined)
    throw new AppError(
      'unauthenticated',
      'This needs a token with the scope "admin": Authorization: Bearer TOKEN',
    );
  const writes = request.method !== 'GET' && request.method !== 'HEAD';
  if (!may(await ctx.api.authenticate({ token, writes }, request.call), 'admin'))
    throw new AppError('forbidden', 'This token lacks the scope "admin".');
}

function tokenOf({ headers }: FastifyRequest): string | undefined {
  if (headers.authorization === undefined) return undefined;
  const token = /^Bearer +(\S{1,200}) *$/i.exec(headers.authorization)?.[1];
  if (token !== undefined) return token;
  throw new AppError('unauthenticated', 'The Authorization header must be: Bearer TOKEN');
}

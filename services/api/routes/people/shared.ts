import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../../core/errors.ts';
import { limitByAddress } from '../../../../core/http/limit.ts';
import type { ApiContext } from '../../context.ts';
import { may, ROLE_SCOPES } from '../../contract.ts';
import { callerOf, needsScope } from '../caller.ts';

export { actorOf } from '../caller.ts';
export { bearer, Problem, ShortQuery } from '../posts/schemas.ts';

export const Id = z.object({ id: z.uuid() });

/** Of the address, for whatever makes or takes away a way in. */
export const writes = limitByAddress({ burst: 30, perMinute: 30 });

/** An `onRequest` hook that lets a person through, or a token that may do all that its person may: sessions are no business of a lesser one. */
export function needsPerson(ctx: ApiContext): (request: FastifyRequest) => Promise<void> {
  const enter = needsScope(ctx, 'member');
  return async request => {
    await enter(request);
    const caller = callerOf(request);
    if (!ROLE_SCOPES[caller.role].every(scope => may(caller, scope)))
      throw new AppError(
        'forbidden',
        'This token may do less than its person: it does not speak for them here.',
      );
  };
}

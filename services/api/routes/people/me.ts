import { AppError } from '../../../../core/errors.ts';
import type { Http } from '../../../../core/http/http.ts';
import type { ApiContext } from '../../context.ts';
import { Principal } from '../../contract.ts';
import { findCaller } from '../caller.ts';
import { bearer, Problem } from './shared.ts';

/** `GET /api/v1/me`: whose token or session this is, and what it may do. */
export function meRoute(http: Http, ctx: ApiContext): void {
  const schema = {
    summary: 'Who asks, and what they may do',
    tags: ['people'],
    security: bearer,
    response: { 200: Principal, '4xx': Problem },
  };
  http.get('/api/v1/me', { schema }, async (request, reply) => {
    const caller = await findCaller(ctx, request);
    if (!caller) throw new AppError('unauthenticated', 'This needs a token: Authorization: Bearer TOKEN');
    return reply.header('cache-control', 'private, no-store').send(caller);
  });
}

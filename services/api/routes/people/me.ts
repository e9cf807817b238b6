import { z } from 'zod';
import { AppError } from '../../../../core/errors.ts';
import type { Http } from '../../../../core/http/http.ts';
import type { ApiContext } from '../../context.ts';
import { PersonName, Principal } from '../../contract.ts';
import { renameAccount } from '../../methods/people/rename-account.ts';
import { callerOf, findCaller } from '../caller.ts';
import { actorOf, bearer, needsPerson, Problem, writes } from './shared.ts';

/** `GET /api/v1/me`: whose token or session this is, and what it may do. */
export function meRoute(http: Http, ctx: ApiContext): void {
  const schema = {
    operationId: 'getMe',
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

/** `PATCH /api/v1/me`: another name for the person whose token or session this is. */
export function renameRoute(http: Http, ctx: ApiContext): void {
  const schema = {
    operationId: 'renameMe',
    summary: 'Take another name',
    tags: ['people'],
    security: bearer,
    body: z.strictObject({ name: PersonName }),
    response: { 200: Principal, '4xx': Problem },
  };
  http.patch('/api/v1/me', { schema, onRequest: [writes, needsPerson(ctx)] }, async (request, reply) => {
    const { name } = request.body;
    const caller = callerOf(request);
    await renameAccount(ctx, { account: caller.account, name, actor: actorOf(request) });
    return reply.header('cache-control', 'private, no-store').send({ ...caller, name });
  });
}

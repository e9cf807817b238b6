import { z } from 'zod';
import { sessionOf } from '../../../../core/http/cookies.ts';
import type { Http } from '../../../../core/http/http.ts';
import type { ApiContext } from '../../context.ts';
import { Session } from '../../contract.ts';
import { listSessions } from '../../methods/people/list-sessions.ts';
import { revokeOtherSessions } from '../../methods/people/revoke-other-sessions.ts';
import { revokeSession } from '../../methods/people/revoke-session.ts';
import { callerOf } from '../caller.ts';
import { bearer, Id, needsPerson, Problem, ShortQuery, writes } from './shared.ts';

const about = { tags: ['people'], security: bearer };

export function sessionRoutes(http: Http, ctx: ApiContext): void {
  http.get(
    '/api/v1/sessions',
    {
      schema: {
        ...about,
        operationId: 'listSessions',
        summary: 'List where one is signed in',
        querystring: ShortQuery,
        response: {
          200: z.object({ sessions: z.array(Session), next: z.string().optional() }),
          '4xx': Problem,
        },
      },
      onRequest: needsPerson(ctx),
    },
    async (request, reply) => {
      const { account } = callerOf(request);
      const sessions = await listSessions(ctx, {
        account,
        session: sessionOf(request, ctx.origin),
        ...request.query,
      });
      return reply.header('cache-control', 'private, no-store').send(sessions);
    },
  );

  http.delete(
    '/api/v1/sessions/:id',
    {
      schema: {
        ...about,
        operationId: 'revokeSession',
        summary: 'End one of one’s own sessions',
        params: Id,
        response: { 204: z.null().describe('It has ended'), '4xx': Problem },
      },
      onRequest: [writes, needsPerson(ctx)],
    },
    async (request, reply) => {
      const { account } = callerOf(request);
      await revokeSession(ctx, { account, ...request.params, address: request.ip });
      return reply.code(204).send(null);
    },
  );

  http.delete(
    '/api/v1/sessions',
    {
      schema: {
        ...about,
        operationId: 'revokeOtherSessions',
        summary: 'End all of one’s own sessions but the one that asks',
        response: { 200: z.object({ ended: z.number() }), '4xx': Problem },
      },
      onRequest: [writes, needsPerson(ctx)],
    },
    async (request, reply) => {
      const { account } = callerOf(request);
      const session = sessionOf(request, ctx.origin);
      return reply.send(await revokeOtherSessions(ctx, { account, session, address: request.ip }));
    },
  );
}

import { z } from 'zod';
import type { Http } from '../../../../core/http/http.ts';
import type { ApiContext } from '../../context.ts';
import { Token, TokenInput } from '../../contract.ts';
import { createToken } from '../../methods/people/create-token.ts';
import { listTokens } from '../../methods/people/list-tokens.ts';
import { revokeToken } from '../../methods/people/revoke-token.ts';
import { needsScope } from '../caller.ts';
import { actorOf, bearer, Id, Problem, ShortQuery, writes } from './shared.ts';

const about = { tags: ['people'], security: bearer };

export function tokenRoutes(http: Http, ctx: ApiContext): void {
  const onlyAdmin = [writes, needsScope(ctx, 'admin')];

  http.get(
    '/api/v1/tokens',
    {
      schema: {
        ...about,
        operationId: 'listTokens',
        summary: 'List tokens, without their secrets',
        querystring: ShortQuery,
        response: { 200: z.object({ tokens: z.array(Token), next: z.string().optional() }), '4xx': Problem },
      },
      onRequest: needsScope(ctx, 'admin'),
    },
    async (request, reply) =>
      reply.header('cache-control', 'private, no-store').send(await listTokens(ctx, request.query)),
  );

  http.post(
    '/api/v1/tokens',
    {
      schema: {
        ...about,
        operationId: 'createToken',
        summary: 'Make a token; it is given this once',
        body: TokenInput.strict(),
        response: { 201: z.object({ id: z.string(), token: z.string() }), '4xx': Problem },
      },
      onRequest: onlyAdmin,
    },
    async (request, reply) => {
      const made = await createToken(ctx, { ...request.body, actor: actorOf(request) });
      return reply.code(201).header('cache-control', 'no-store').send(made);
    },
  );

  http.delete(
    '/api/v1/tokens/:id',
    {
      schema: {
        ...about,
        operationId: 'revokeToken',
        summary: 'Revoke a token',
        params: Id,
        response: { 204: z.null().describe('It is of no use any more'), '4xx': Problem },
      },
      onRequest: onlyAdmin,
    },
    async (request, reply) => {
      await revokeToken(ctx, { ...request.params, actor: actorOf(request) });
      return reply.code(204).send(null);
    },
  );
}

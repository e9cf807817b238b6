import { z } from 'zod';
import type { Http } from '../../../../core/http/http.ts';
import type { ApiContext } from '../../context.ts';
import { Account, GivenRole } from '../../contract.ts';
import { changeAccount } from '../../methods/people/change-account.ts';
import { listAccounts } from '../../methods/people/list-accounts.ts';
import { removeAccount } from '../../methods/people/remove-account.ts';
import { needsScope } from '../caller.ts';
import { actorOf, bearer, Id, Problem, ShortQuery, writes } from './shared.ts';

const about = { tags: ['people'], security: bearer };

export function accountRoutes(http: Http, ctx: ApiContext): void {
  const onlyAdmin = [writes, needsScope(ctx, 'admin')];

  http.get(
    '/api/v1/accounts',
    {
      schema: {
        ...about,
        operationId: 'listAccounts',
        summary: 'List accounts',
        querystring: ShortQuery,
        response: {
          200: z.object({ accounts: z.array(Account), next: z.string().optional() }),
          '4xx': Problem,
        },
      },
      onRequest: needsScope(ctx, 'admin'),
    },
    async (request, reply) =>
      reply.header('cache-control', 'private, no-store').send(await listAccounts(ctx, request.query)),
  );

  http.patch(
    '/api/v1/accounts/:id',
    {
      schema: {
        ...about,
        operationId: 'changeAccount',
        summary: 'Change the role of an account, or close it',
        params: Id,
        body: z.strictObject({
          role: GivenRole.optional(),
          disabled: z.boolean().optional().describe('Signed out everywhere, and let in no more'),
        }),
        response: { 200: Account, '4xx': Problem },
      },
      onRequest: onlyAdmin,
    },
    async (request, reply) =>
      reply.send(await changeAccount(ctx, { ...request.params, ...request.body, actor: actorOf(request) })),
  );

  http.delete(
    '/api/v1/accounts/:id',
    {
      schema: {
        ...about,
        operationId: 'removeAccount',
        summary: 'Remove an account; what its person wrote stays',
        params: Id,
        response: { 204: z.null().describe('It is removed'), '4xx': Problem },
      },
      onRequest: onlyAdmin,
    },
    async (request, reply) => {
      await removeAccount(ctx, { ...request.params, actor: actorOf(request) });
      return reply.code(204).send(null);
    },
  );
}

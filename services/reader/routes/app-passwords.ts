import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../core/errors.ts';
import type { Http } from '../../../core/http/http.ts';
import { findCaller } from '../caller.ts';
import type { ReaderContext } from '../context.ts';
import { clientMethods } from '../contract/clients.ts';
import { accountOf } from '../contract/common.ts';
import { createAppPassword } from '../methods/clients/create-app-password.ts';
import { listAppPasswords } from '../methods/clients/list-app-passwords.ts';
import { revokeAppPassword } from '../methods/clients/revoke-app-password.ts';
import { ById, limit, security, tags } from './common.ts';

const { createAppPassword: creating, listAppPasswords: listing } = clientMethods;

export function appPasswordRoutes(http: Http, ctx: ReaderContext): void {
  http.get(
    '/api/v1/reader/app-passwords',
    {
      schema: {
        operationId: 'listAppPasswords',
        summary: 'List the passwords of reading apps, without their secrets',
        tags,
        security,
        response: { 200: listing.output },
      },
    },
    async (request, reply) => {
      const account = await accountOfPerson(ctx, request);
      return await reply
        .header('cache-control', 'private, no-store')
        .send(await listAppPasswords(ctx, { account }));
    },
  );

  http.post(
    '/api/v1/reader/app-passwords',
    {
      preHandler: limit,
      schema: {
        operationId: 'createAppPassword',
        summary: 'Make a password for one reading app; it is given this once',
        tags,
        security,
        body: creating.input.omit({ account: true }),
        response: { 201: creating.output },
      },
    },
    async (request, reply) => {
      const account = await accountOfPerson(ctx, request);
      const made = await createAppPassword(ctx, { ...request.body, account });
      return await reply.code(201).header('cache-control', 'no-store').send(made);
    },
  );

  http.delete(
    '/api/v1/reader/app-passwords/:id',
    {
      preHandler: limit,
      schema: {
        operationId: 'revokeAppPassword',
        summary: 'Revoke the password of a reading app',
        tags,
        security,
        params: ById,
        response: { 204: z.null().describe('It is of no use any more') },
      },
    },
    async (request, reply) => {
      await revokeAppPassword(ctx, { ...request.params, account: await accountOfPerson(ctx, request) });
      return await reply.code(204).send(null);
    },
  );
}

/** A token that may do less than its person must not make a password that may do more. */
async function accountOfPerson(ctx: ReaderContext, request: FastifyRequest): Promise<string> {
  const caller = await findCaller(ctx, request);
  if (!caller)
    throw new AppError('unauthenticated', 'This needs a token of your own: Authorization: Bearer TOKEN');
  if (caller.role === 'owner' && !caller.scopes.includes('admin'))
    throw new AppError('forbidden', 'This token lacks the scope "admin".');
  return accountOf(caller);
}

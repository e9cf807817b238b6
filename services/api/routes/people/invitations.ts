import { z } from 'zod';
import type { Http } from '../../../../core/http/http.ts';
import type { ApiContext } from '../../context.ts';
import { Invitation, InvitationInput } from '../../contract.ts';
import { createInvitation } from '../../methods/people/create-invitation.ts';
import { listInvitations } from '../../methods/people/list-invitations.ts';
import { revokeInvitation } from '../../methods/people/revoke-invitation.ts';
import { needsScope } from '../caller.ts';
import { actorOf, bearer, Id, Problem, ShortQuery, writes } from './shared.ts';

const about = { tags: ['people'], security: bearer };

export function invitationRoutes(http: Http, ctx: ApiContext): void {
  const onlyAdmin = [writes, needsScope(ctx, 'admin')];

  http.get(
    '/api/v1/invitations',
    {
      schema: {
        ...about,
        operationId: 'listInvitations',
        summary: 'List open invitations',
        querystring: ShortQuery,
        response: {
          200: z.object({ invitations: z.array(Invitation), next: z.string().optional() }),
          '4xx': Problem,
        },
      },
      onRequest: needsScope(ctx, 'admin'),
    },
    async (request, reply) =>
      reply.header('cache-control', 'private, no-store').send(await listInvitations(ctx, request.query)),
  );

  http.post(
    '/api/v1/invitations',
    {
      schema: {
        ...about,
        operationId: 'createInvitation',
        summary: 'Invite somebody; the address of the invitation is given this once',
        body: InvitationInput.strict(),
        response: { 201: z.object({ invitation: Invitation, url: z.string() }), '4xx': Problem },
      },
      onRequest: onlyAdmin,
    },
    async (request, reply) => {
      const made = await createInvitation(ctx, { ...request.body, actor: actorOf(request) });
      return reply.code(201).header('cache-control', 'no-store').send(made);
    },
  );

  http.delete(
    '/api/v1/invitations/:id',
    {
      schema: {
        ...about,
        operationId: 'revokeInvitation',
        summary: 'Take an invitation back',
        params: Id,
        response: { 204: z.null().describe('It is of no use any more'), '4xx': Problem },
      },
      onRequest: onlyAdmin,
    },
    async (request, reply) => {
      await revokeInvitation(ctx, { ...request.params, actor: actorOf(request) });
      return reply.code(204).send(null);
    },
  );
}

import { z } from 'zod';
import { accepted } from '../../../../core/http/accepted.ts';
import type { Http } from '../../../../core/http/http.ts';
import { limitByAddress } from '../../../../core/http/limit.ts';
import type { ApiContext } from '../../context.ts';
import { Webhook, WebhookDelivery, WebhookInput } from '../../contract.ts';
import { deleteWebhook, noSuchWebhook, updateWebhook } from '../../methods/webhooks/change-webhook.ts';
import { createWebhook } from '../../methods/webhooks/create-webhook.ts';
import { listWebhooks, toWebhook } from '../../methods/webhooks/list-webhooks.ts';
import { testWebhook } from '../../methods/webhooks/test-webhook.ts';
import { listWebhookDeliveries, redeliverWebhook } from '../../methods/webhooks/webhook-deliveries.ts';
import { findWebhook } from '../../store/webhooks/webhooks.ts';
import { actorOf, needsScope } from '../caller.ts';
import { ConditionHeaders, precondition, tagOf } from '../posts/etags.ts';
import { bearer, Problem, ShortQuery } from '../posts/schemas.ts';

const Id = z.object({ id: z.uuid() });
const Delivery = Id.extend({ delivery: z.uuid() });
const List = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
});
const limit = limitByAddress({ burst: 60, perMinute: 60 });

/** Webhooks over REST, for whoever has the scope `admin`: `/api/v1/webhooks`. */
export function webhookRoutes(http: Http, ctx: ApiContext): void {
  const onRequest = [limit, needsScope(ctx, 'admin')];
  const about = (operationId: string, summary: string) => ({
    operationId,
    summary,
    tags: ['webhooks'],
    security: bearer,
  });
  const problem = { '4xx': Problem };

  http.get(
    '/api/v1/webhooks',
    {
      onRequest,
      schema: {
        ...about('listWebhooks', 'List webhooks'),
        querystring: ShortQuery,
        response: { 200: z.object({ webhooks: z.array(Webhook), next: z.string().optional() }), ...problem },
      },
    },
    async (request, reply) => reply.send(await listWebhooks(ctx, request.query)),
  );
  http.post(
    '/api/v1/webhooks',
    {
      onRequest,
      schema: {
        ...about('createWebhook', 'Make a webhook; the answer alone has its secret'),
        body: WebhookInput.strict(),
        response: { 201: z.object({ webhook: Webhook, secret: z.string() }), ...problem },
      },
    },
    async (request, reply) => {
      const made = await createWebhook(ctx, { ...request.body, actor: actorOf(request) });
      return reply
        .code(201)
        .headers({ location: `${ctx.origin}/api/v1/webhooks/${made.webhook.id}`, etag: tagOf(made.webhook) })
        .send(made);
    },
  );
  http.get(
    '/api/v1/webhooks/:id',
    {
      onRequest,
      schema: {
        ...about('getWebhook', 'Read about a webhook'),
        params: Id,
        response: { 200: Webhook, ...problem },
      },
    },
    async (request, reply) => {
      const row = await findWebhook(ctx.db, request.params.id);
      if (!row) throw noSuchWebhook();
      const webhook = toWebhook(row);
      return reply.headers({ etag: tagOf(webhook), 'cache-control': 'private, no-cache' }).send(webhook);
    },
  );
  http.patch(
    '/api/v1/webhooks/:id',
    {
      onRequest,
      schema: {
        ...about('updateWebhook', 'Change a webhook, or switch it off or on'),
        params: Id,
        headers: ConditionHeaders,
        body: WebhookInput.partial().extend({ active: z.boolean().optional() }).strict(),
        response: { 200: Webhook, ...problem },
      },
    },
    async (request, reply) => {
      const changes = { ...request.params, ...request.body, actor: actorOf(request) };
      const webhook = await updateWebhook(ctx, changes, precondition(request.headers));
      return reply.header('etag', tagOf(webhook)).send(webhook);
    },
  );
  http.delete(
    '/api/v1/webhooks/:id',
    {
      onRequest,
      schema: {
        ...about('deleteWebhook', 'Delete a webhook'),
        headers: ConditionHeaders,
        params: Id,
        response: { 204: z.null().describe('It is told of nothing more'), ...problem },
      },
    },
    async (request, reply) => {
      await deleteWebhook(ctx, { ...request.params, actor: actorOf(request) }, precondition(request.headers));
      return reply.code(204).send(null);
    },
  );
  http.post(
    '/api/v1/webhooks/:id/test',
    {
      onRequest,
      schema: {
        ...about('testWebhook', 'Send a test'),
        params: Id,
        response: {
          202: z.object({ delivery: z.string() }).describe('It will be sent in a moment, as this delivery'),
          ...problem,
        },
      },
    },
    async (request, reply) => reply.code(202).send(await testWebhook(ctx, request.params)),
  );
  http.get(
    '/api/v1/webhooks/:id/deliveries',
    {
      onRequest,
      schema: {
        ...about('listWebhookDeliveries', 'List what was sent to a webhook'),
        params: Id,
        querystring: List,
        response: {
          200: z.object({ deliveries: z.array(WebhookDelivery), next: z.string().optional() }),
          ...problem,
        },
      },
    },
    async (request, reply) =>
      reply.send(await listWebhookDeliveries(ctx, { webhook: request.params.id, ...request.query })),
  );
  http.post(
    '/api/v1/webhooks/:id/deliveries/:delivery/redeliver',
    {
      onRequest,
      schema: {
        ...about('redeliverWebhook', 'Send a message once more'),
        params: Delivery,
        response: { 202: z.null().describe('It will be sent in a moment'), ...problem },
      },
    },
    async (request, reply) => {
      await redeliverWebhook(ctx, { webhook: request.params.id, delivery: request.params.delivery });
      return accepted(reply);
    },
  );
}

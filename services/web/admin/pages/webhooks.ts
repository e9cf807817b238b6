import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../../core/errors.ts';
import type { Html } from '../../../../core/html/html.ts';
import { WebhookEvent, WebhookInput } from '../../../api/contract.ts';
import { withQuery } from '../../views/paths.ts';
import { type AdminRequest, actorOf, goTo } from '../admin-page.ts';
import { newWebhookView, WEBHOOKS_PATH, webhooksView, webhookView } from '../views/webhooks.ts';

const ON_A_PAGE = 50;
const Query = z.object({ after: z.string().max(200).optional() });
const Params = z.object({ id: z.uuid(), delivery: z.uuid().optional() });
const PROBLEM = 'Enter an http or https address, and choose at least one event.';

/** `GET /admin/webhooks`. */
export async function webhooksPage(asked: AdminRequest): Promise<Html> {
  return list(asked);
}

/** `POST /admin/webhooks` makes one and shows its secret. */
export async function createWebhook(asked: AdminRequest): Promise<Html> {
  const form = readForm(asked);
  if (!form) return list(asked, PROBLEM);
  return newWebhookView(
    asked,
    await asked.web.api.createWebhook({ ...form, actor: actorOf(asked) }, asked.request.call),
  );
}

/** `GET /admin/webhooks/ID`. */
export async function webhookPage(asked: AdminRequest): Promise<Html> {
  return one(asked);
}

/** `POST /admin/webhooks/ID` changes it. */
export async function updateWebhook(asked: AdminRequest): Promise<Html | FastifyReply> {
  const { id } = paramsOf(asked);
  const form = readForm(asked);
  if (!form) return one(asked, PROBLEM);
  await asked.web.api.updateWebhook({ id, ...form, actor: actorOf(asked) }, asked.request.call);
  return goTo(asked, `${WEBHOOKS_PATH}/${id}`, 'Saved.');
}

/** `POST /admin/webhooks/ID/test`. */
export async function testWebhook(asked: AdminRequest): Promise<FastifyReply> {
  const { id } = paramsOf(asked);
  await asked.web.api.testWebhook({ id }, asked.request.call);
  return goTo(asked, `${WEBHOOKS_PATH}/${id}`, 'A test is on its way. Load this page again in a moment.');
}

/** `POST /admin/webhooks/ID/on` and `/off`. */
export function switchWebhook(active: boolean) {
  return async (asked: AdminRequest): Promise<FastifyReply> => {
    const { id } = paramsOf(asked);
    await asked.web.api.updateWebhook({ id, active, actor: actorOf(asked) }, asked.request.call);
    return goTo(asked, `${WEBHOOKS_PATH}/${id}`, active ? 'It is on.' : 'It is off.');
  };
}

/** `POST /admin/webhooks/ID/delete`. */
export async function deleteWebhook(asked: AdminRequest): Promise<FastifyReply> {
  await asked.web.api.deleteWebhook({ id: paramsOf(asked).id, actor: actorOf(asked) }, asked.request.call);
  return goTo(asked, WEBHOOKS_PATH, 'The webhook is deleted.');
}

/** `POST /admin/webhooks/ID/deliveries/DELIVERY` sends a message once more. */
export async function redeliverWebhook(asked: AdminRequest): Promise<FastifyReply> {
  const { id, delivery = '' } = paramsOf(asked);
  await asked.web.api.redeliverWebhook({ webhook: id, delivery }, asked.request.call);
  return goTo(asked, `${WEBHOOKS_PATH}/${id}`, 'It is being sent again. Load this page again in a moment.');
}

async function list(asked: AdminRequest, problem?: string): Promise<Html> {
  if (problem !== undefined) asked.reply.code(400);
  const { webhooks } = await asked.web.api.listWebhooks({}, asked.request.call);
  return webhooksView(asked, webhooks, problem);
}

async function one(asked: AdminRequest, problem?: string): Promise<Html> {
  const { id } = paramsOf(asked);
  const { after } = Query.parse(asked.request.query);
  const { call } = asked.request;
  const [{ webhooks }, { deliveries, next }] = await Promise.all([
    asked.web.api.listWebhooks({}, call),
    asked.web.api.listWebhookDeliveries({ webhook: id, limit: ON_A_PAGE, cursor: after }, call),
  ]);
  const webhook = webhooks.find(each => each.id === id);
  if (!webhook) throw new AppError('not_found', 'There is no such webhook.');
  if (problem !== undefined) asked.reply.code(400);
  const older = next && withQuery(`${WEBHOOKS_PATH}/${id}`, { after: next });
  return webhookView(asked, { webhook, deliveries, older, problem });
}

function readForm({ request }: AdminRequest): WebhookInput | undefined {
  const body = (request.body ?? {}) as Record<string, string | undefined>;
  const events = WebhookEvent.options.filter(event => body[`event:${event}`] !== undefined);
  return WebhookInput.safeParse({ url: body['url']?.trim(), events }).data;
}

function paramsOf({ request }: AdminRequest): z.infer<typeof Params> {
  const params = Params.safeParse(request.params);
  if (!params.success) throw new AppError('not_found', 'There is no such webhook.');
  return params.data;
}

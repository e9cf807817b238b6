import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { Actor } from './audit.ts';
import { Page, ShortPage, Time, WebAddress } from './common.ts';

const Id = z.uuid();
const nothing = z.object({});

/**
 * What a webhook can be told of. Each message is `{ type, timestamp, data }`, and its data are what it is about as it is when
 * the message is written, or `{ id }` alone when it is gone by then: `post` in all of them, `response` in those of comments and
 * mentions with its `kind`, `status`, `author` and, unless it is deleted, its `text`, and `feedback` with `useful` and `words`.
 */
export const WebhookEvent = z.enum([
  'post.published',
  'post.updated',
  'post.removed',
  /** Another site mentions a post, whether that is shown or waits. */
  'mention.received',
  /** Somebody commented, and it is shown or waits; what is held for spam is not told of. */
  'comment.created',
  /** A comment or mention is shown from now on. */
  'comment.approved',
  /** A comment or mention that was shown is so no more. */
  'comment.removed',
  'feedback.received',
]);
export type WebhookEvent = z.infer<typeof WebhookEvent>;

/** A program elsewhere that is told of what happens here, signed as https://www.standardwebhooks.com says. */
export const Webhook = z.object({
  id: z.string(),
  url: z.string(),
  events: z.array(WebhookEvent),
  active: z.boolean(),
  /** Since when it has taken nothing. */
  failingSince: Time.optional(),
  /** Why it was switched off by itself. */
  problem: z.string().optional(),
  createdAt: Time,
});
export type Webhook = z.infer<typeof Webhook>;

export const WebhookInput = z.object({
  url: WebAddress,
  events: z.array(WebhookEvent).min(1).max(20),
});
export type WebhookInput = z.infer<typeof WebhookInput>;

/** What was sent, or is to be sent, to a webhook. */
export const WebhookDelivery = z.object({
  id: z.string(),
  /** `webhook-id`: the same for every try, by which a receiver knows a repetition. */
  message: z.string(),
  event: z.string(),
  state: z.enum(['waiting', 'delivered', 'failed']),
  /** HTTP status of the last answer. */
  status: z.number().int().optional(),
  answer: z.string().optional(),
  tries: z.number().int(),
  createdAt: Time,
  triedAt: Time.optional(),
  nextAt: Time.optional(),
});
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;

const actor = Actor.optional();

export const webhookMethods = {
  listWebhooks: method({
    input: ShortPage,
    output: z.object({ webhooks: z.array(Webhook), next: z.string().optional() }),
    idempotent: true,
  }),
  /** Gives the secret that signatures are checked with, this once. */
  createWebhook: method({
    input: WebhookInput.extend({ actor }),
    output: z.object({ webhook: Webhook, secret: z.string() }),
  }),
  /** Changes what is given. Switching it on forgets its failures. */
  updateWebhook: method({
    input: WebhookInput.partial().extend({ id: Id, active: z.boolean().optional(), actor }),
    output: Webhook,
    idempotent: true,
  }),
  deleteWebhook: method({ input: z.object({ id: Id, actor }), output: nothing, idempotent: true }),
  /** Sends an event `test`, whether it is active or not. */
  testWebhook: method({ input: z.object({ id: Id }), output: z.object({ delivery: z.string() }) }),
  /** What was sent to a webhook in the last 30 days, newest first. */
  listWebhookDeliveries: method({
    input: Page.extend({ webhook: Id }),
    output: z.object({ deliveries: z.array(WebhookDelivery), next: z.string().optional() }),
    idempotent: true,
  }),
  /** Sends the same message once more. */
  redeliverWebhook: method({ input: z.object({ webhook: Id, delivery: Id }), output: nothing }),
};

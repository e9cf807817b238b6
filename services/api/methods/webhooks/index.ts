import type { Implementations } from '../../../../core/rpc/contract.ts';
import type { ApiContext } from '../../context.ts';
import type { webhookMethods } from '../../contract/webhooks.ts';
import { deleteWebhook, updateWebhook } from './change-webhook.ts';
import { createWebhook } from './create-webhook.ts';
import { listWebhooks } from './list-webhooks.ts';
import { testWebhook } from './test-webhook.ts';
import { listWebhookDeliveries, redeliverWebhook } from './webhook-deliveries.ts';

/** The methods of `contract/webhooks.ts`. */
export function webhookImplementation(ctx: ApiContext): Implementations<typeof webhookMethods> {
  return {
    listWebhooks: input => listWebhooks(ctx, input),
    createWebhook: input => createWebhook(ctx, input),
    updateWebhook: input => updateWebhook(ctx, input),
    deleteWebhook: input => deleteWebhook(ctx, input),
    testWebhook: input => testWebhook(ctx, input),
    listWebhookDeliveries: input => listWebhookDeliveries(ctx, input),
    redeliverWebhook: input => redeliverWebhook(ctx, input),
  };
}

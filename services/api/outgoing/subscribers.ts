import { WebhookEvent } from '../contract.ts';
import type { Subscriber } from '../jobs/outbox.ts';
import type { Queues } from '../jobs/queues.ts';
import type { OutboxEvent } from '../store/outbox.ts';

/** Seconds in which edits in quick succession become one. */
const EDITING = 20;

/**
 * Everyone who is told of what happens, each in a line: what it does is store jobs in the transaction that it is given.
 * The kinds of events and their data stand in `store/outbox.ts`.
 */
export function subscribers(queues: Queues): Subscriber[] {
  return [
    async (events, trx) => {
      for (const { event, data } of events.filter(isOfPost))
        await queues.tellLinks.send(
          { post: data.post },
          { trx, singletonKey: data.post, startAfter: event === 'post.updated' ? EDITING : 0 },
        );
    },
    async (events, trx) => {
      if (events.some(isOfPost)) await queues.distribute.send({}, { trx });
    },
    async (events, trx) => {
      const wanted = events.filter(({ event }) => WebhookEvent.safeParse(event).success);
      const told = wanted.map(({ id, event, data, createdAt }) => ({
        id,
        event,
        data: { ...data },
        at: createdAt.toISOString(),
      }));
      await queues.tellWebhooks.sendMany(told, { trx });
    },
  ];
}

function isOfPost(event: OutboxEvent): event is OutboxEvent & { event: `post.${string}` } {
  return event.event.startsWith('post.');
}

import type { Subscriber } from '../jobs/outbox.ts';
import type { Queues } from '../jobs/queues.ts';

/** Seconds in which edits in quick succession become one. */
const EDITING = 20;

/**
 * Everyone who is told of what happens, each in a line: what it does is store jobs in the transaction that it is given.
 * The kinds of events and their data stand in `store/outbox.ts`.
 */
export function subscribers(queues: Queues): Subscriber[] {
  return [
    async (events, trx) => {
      for (const { event, data } of events)
        if (event === 'post.published' || event === 'post.updated' || event === 'post.removed')
          await queues.tellLinks.send(
            { post: data.post },
            { trx, singletonKey: data.post, startAfter: event === 'post.updated' ? EDITING : 0 },
          );
    },
  ];
}

import type { Subscriber } from '../jobs/outbox.ts';

/**
 * Everyone who is told of what happens, each in a line: what it does is store jobs in the transaction that it is given.
 * The kinds of events and their data stand in `store/outbox.ts`.
 */
export function subscribers(): Subscriber[] {
  return [];
}

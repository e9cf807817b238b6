import { sql, type Transaction } from 'kysely';
import type { Schema } from '../schema.ts';

/**
 * What others may be told of, with the ids it is about. A new kind is added here, written with `addEvent` in the
 * transaction of what it tells, and picked up in `outgoing/subscribers.ts`.
 */
export interface OutboxEvents {
  /** It became public: listed, or unlisted for whoever has the address. */
  'post.published': { post: string };
  /** A public post has changed. */
  'post.updated': { post: string; oldSlug?: string };
  /** A public post is gone: deleted, or a draft or private again. What it was is told, since it may not be there any more. */
  'post.removed': { post: string; slug: string };
  /** Another site mentions a post, for the first time or again after it was gone. */
  'mention.received': { response: string; post: string };
  /** A comment was sent that is not held for spam, whether it is shown already or waits. */
  'comment.created': { response: string; post: string };
  /** A comment or mention is shown from now on: at once, by a decision, or because one was taken back. */
  'comment.approved': { response: string; post: string };
  /** A comment or mention that was shown is not any more: deleted, waiting again, or held for spam. */
  'comment.removed': { response: string; post: string };
  /** A visitor said whether a post was useful, thought again, or added words. */
  'feedback.received': { feedback: string; post: string };
}

export type EventName = keyof OutboxEvents;

/** An event on its way out. */
export type OutboxEvent = {
  [E in EventName]: { id: string; event: E; data: OutboxEvents[E]; createdAt: Date };
}[EventName];

/** Notes an event in the transaction of what it tells, so that it is told of if and only if that is committed. */
export async function addEvent<E extends EventName>(
  trx: Transaction<Schema>,
  event: E,
  data: OutboxEvents[E],
): Promise<void> {
  await addEvents(trx, [{ event, data }]);
}

/** Notes several events at once, in their order. */
export async function addEvents(
  trx: Transaction<Schema>,
  events: readonly { event: EventName; data: OutboxEvents[EventName] }[],
): Promise<void> {
  if (events.length === 0) return;
  await trx
    .insertInto('outbox')
    .values(events.map(({ event, data }) => ({ event, data: JSON.stringify(data) })))
    .execute();
}

/** Any number that no other lock of this database uses. */
const LOCK = 7_265_991;

/**
 * Takes the oldest events out, in order of their ids; they come back if the transaction fails. One process at a time does,
 * so that the jobs of one event are stored before those of the next.
 */
export async function takeEvents(trx: Transaction<Schema>, limit: number): Promise<OutboxEvent[]> {
  await sql`select pg_advisory_xact_lock(${LOCK})`.execute(trx);
  const rows = await trx
    .deleteFrom('outbox')
    .where('id', 'in', query => query.selectFrom('outbox').select('id').orderBy('id').limit(limit))
    .returning(['id', 'event', 'data', 'created_at'])
    .execute();
  return rows
    .sort((a, b) => a.id - b.id)
    .map(
      row =>
        ({ id: String(row.id), event: row.event, data: row.data, createdAt: row.created_at }) as OutboxEvent,
    );
}

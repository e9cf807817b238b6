import type { Transaction } from 'kysely';
import type { Schema } from '../schema.ts';

/** What others may be told of, with the ids it is about. */
export interface OutboxEvents {
  /** It became public: listed, or unlisted for whoever has the address. */
  'post.published': { post: string };
  /** A public post has changed. */
  'post.updated': { post: string; oldSlug?: string };
  /** A public post is gone: deleted, or a draft or private again. What it was is told, since it may not be there any more. */
  'post.removed': { post: string; slug: string };
}

/** Notes an event in the transaction of what it tells, so that it is told of if and only if that is committed. */
export async function addEvent<E extends keyof OutboxEvents>(
  trx: Transaction<Schema>,
  event: E,
  data: OutboxEvents[E],
): Promise<void> {
  await trx
    .insertInto('outbox')
    .values({ event, data: JSON.stringify(data) })
    .execute();
}

import { type Kysely, sql } from 'kysely';
import type { Schema } from '../../schema.ts';

/**
 * Forgets the answer to an earlier request of the same words when it is older than ten minutes, which is longer than any
 * client tries again for, or when its post is gone.
 */
export async function forgetStaleAnswer(db: Kysely<Schema>, account: string, key: string): Promise<void> {
  await db
    .deleteFrom('idempotency')
    .where('account_id', '=', account)
    .where('key', '=', key)
    .where(
      sql<boolean>`(created_at < now() - interval '10 minutes'
        or not exists (select from post where post.id::text = idempotency.response->>'id'))`,
    )
    .execute();
}

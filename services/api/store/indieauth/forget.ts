import { type Kysely, sql } from 'kysely';
import type { Schema } from '../../schema.ts';
import { KEPT_DAYS } from '../posts/trash.ts';

/** Forgets what has ended: codes, sign-ins and identities, and posts that were deleted long enough ago. */
export async function forgetEnded(db: Kysely<Schema>): Promise<void> {
  const now = sql<Date>`now()`;
  // A used code is kept for a day, so that a late replay still takes back what it gave.
  await db
    .deleteFrom('authorization_code')
    .where('expires_at', '<', sql<Date>`now() - interval '1 day'`)
    .execute();
  await db.deleteFrom('web_sign_in').where('expires_at', '<', now).execute();
  await db.deleteFrom('web_identity').where('expires_at', '<', now).execute();
  await db
    .deleteFrom('deleted_post')
    .where('deleted_at', '<', sql<Date>`now() - make_interval(days => ${KEPT_DAYS}::integer)`)
    .execute();
}

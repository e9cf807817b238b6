import { type Kysely, sql } from 'kysely';
import type { Schema } from '../../schema.ts';

/** Forgets what has ended: sessions, tokens, links, challenges and invitations, and what was written down a year ago. */
export async function forgetPeople(db: Kysely<Schema>): Promise<void> {
  const now = sql<Date>`now()`;
  await db.deleteFrom('session').where('expires_at', '<', now).execute();
  await db.deleteFrom('token').where('expires_at', '<', now).execute();
  await db.deleteFrom('sign_in_link').where('expires_at', '<', now).execute();
  await db.deleteFrom('passkey_challenge').where('expires_at', '<', now).execute();
  await db.deleteFrom('invitation').where('expires_at', '<', now).execute();
  await db.deleteFrom('audit').where('at', '<', sql<Date>`now() - interval '1 year'`).execute();
}

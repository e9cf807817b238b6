import { sql } from 'kysely';
import { z } from 'zod';
import type { JobDefinition } from '../../../core/jobs/definition.ts';
import type { ApiContext } from '../context.ts';
import { eraseResponses } from '../store/thread/erase.ts';

const Nothing = z.object({});

/**
 * Once a day forgets what was only kept for a while: where comments came from, what was held or deleted, wrong codes, used
 * challenges, old letters.
 */
export function sweepConversationJob(ctxOf: () => ApiContext): JobDefinition<typeof Nothing> {
  return {
    schema: Nothing,
    policy: 'short',
    schedule: '40 3 * * *',
    handler: async () => sweepConversation(ctxOf()),
  };
}

export async function sweepConversation({ db }: Pick<ApiContext, 'db'>): Promise<void> {
  await sql`update response set address_hash = null
    where address_hash is not null and received_at < now() - interval '30 days'`.execute(db);
  await eraseResponses(db, 30);
  await sql`delete from guess where seen_at < now() - interval '90 days'`.execute(db);
  await sql`delete from used_challenge where expires_at < now()`.execute(db);
  await sql`delete from block where expires_at < now()`.execute(db);
  await sql`delete from day_secret where day < (now() at time zone 'utc')::date - 1`.execute(db);
  await sql`delete from letter where sent_at < now() - interval '90 days'`.execute(db);
}

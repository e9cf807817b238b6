import { sql } from 'kysely';
import { z } from 'zod';
import type { JobDefinition } from '../../../core/jobs/index.ts';
import type { ApiContext } from '../context.ts';

/** Throws away, once a day, what nobody needs any more: ended subscriptions, old deliveries, refused mentions. */
export function sweepOutgoingJob(ctxOf: () => ApiContext): JobDefinition<z.ZodObject> {
  return {
    schema: z.object({}),
    schedule: '41 3 * * *',
    concurrency: 1,
    async handler() {
      const { db } = ctxOf();
      await sql`delete from hub_subscription where expires_at < now()`.execute(db);
      await sql`delete from hub_topic where not exists (
        select 1 from hub_subscription where hub_subscription.topic = hub_topic.topic)`.execute(db);
      await sql`delete from webhook_delivery where created_at < now() - interval '30 days'`.execute(db);
      await sql`delete from mention where state = 'refused' and received_at < now() - interval '90 days'`.execute(
        db,
      );
    },
  };
}

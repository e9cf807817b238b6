import { sql } from 'kysely';
import { z } from 'zod';
import type { JobDefinition } from '../../../core/jobs/index.ts';
import type { ChatContext } from '../context.ts';
import { offerRooms } from '../offer-rooms.ts';
import { forgetNetworks } from '../store/networks.ts';

export const ForgetJob = z.object({});

/** Messages that are deleted in one statement. */
const BATCH = 1_000;

/** `chat.forget`, every hour: messages that are older than their room keeps, sanctions that are over, what moderators did a year ago, whence guests came, guests who left nothing. */
export function forgetJob(ctx: Pick<ChatContext, 'api' | 'db' | 'log'>): JobDefinition<typeof ForgetJob> {
  return {
    schema: ForgetJob,
    schedule: '23 * * * *',
    policy: 'exclusive',
    concurrency: 1,
    async handler(_data, { signal }) {
      const { db } = ctx;
      await offerRooms(ctx);
      for (let count = BATCH; count === BATCH; ) {
        signal.throwIfAborted();
        const { rows } = await sql`
          delete from messages where (room_id, number) in (
            select m.room_id, m.number from rooms r join messages m on m.room_id = r.id
            where r.keep_days is not null and m.created_at < now() - make_interval(days => r.keep_days)
            limit ${BATCH})
          returning 1`.execute(db);
        count = rows.length;
      }
      await sql`delete from sanctions where until < now()`.execute(db);
      await forgetNetworks(db);
      await sql`delete from moderation where at < now() - interval '1 year'`.execute(db);
      await sql`delete from previews where fetched_at < now() - interval '30 days'
        and not exists (select from messages where link = url)`.execute(db);
      await sql`
        delete from people p where account is null and seen_at < now() - interval '30 days'
          and not exists (select from messages m where m.person_id = p.id)
          and not exists (select from sanctions s where s.person_id = p.id)`.execute(db);
    },
  };
}

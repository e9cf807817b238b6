import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';
import { inTransaction } from './in-transaction.ts';

export interface OptionsRow {
  readonly id: number;
  readonly user_agent: string | null;
  readonly sealed: Buffer | null;
}

/** Undefined when there is no such feed; all null when nothing is set. */
export async function optionsOf(db: Kysely<Schema>, id: number): Promise<OptionsRow | undefined> {
  return await db
    .selectFrom('feeds as f')
    .leftJoin('feed_options as o', 'o.feed_id', 'f.id')
    .select(['f.id', 'o.user_agent', 'o.sealed'])
    .where('f.id', '=', id)
    .executeTakeFirst();
}

/** Keeps the options of a feed. It is asked anew for the whole, since another visitor may be shown another feed. */
export async function keepOptions(
  db: Kysely<Schema>,
  id: number,
  { userAgent, sealed }: { userAgent: string | null; sealed: Buffer | null },
): Promise<void> {
  await inTransaction(db, async tx => {
    if (userAgent === null && sealed === null)
      await tx.deleteFrom('feed_options').where('feed_id', '=', id).execute();
    else
      await sql`
        insert into feed_options (feed_id, user_agent, sealed) select id, ${userAgent}, ${sealed} from feeds where id = ${id}
        on conflict (feed_id) do update set user_agent = excluded.user_agent, sealed = excluded.sealed`.execute(
        tx,
      );
    await tx
      .updateTable('feeds')
      .set({
        etag: null,
        last_modified: null,
        body_hash: null,
        next_poll_at: sql`now()`,
        next_reason: 'asked_by_hand',
      })
      .where('id', '=', id)
      .execute();
  });
}

import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';
import { inTransaction } from './in-transaction.ts';

export interface ReadingRow {
  readonly full_text: boolean;
  readonly content: string | null;
  readonly remove: string | null;
}

/** Items of a feed, the newest, that are looked at anew when its selectors change. */
const ANEW = 50;

export async function readingOf(db: Kysely<Schema>, feedId: number): Promise<ReadingRow> {
  const found = await db
    .selectFrom('feed_reading')
    .select(['full_text', 'content', 'remove'])
    .where('feed_id', '=', feedId)
    .executeTakeFirst();
  return found ?? { full_text: false, content: null, remove: null };
}

/** Keeps how a feed is read; the texts of its newest items that are here already are fetched anew. */
export async function keepReading(db: Kysely<Schema>, feedId: number, reading: ReadingRow): Promise<void> {
  const { full_text, content, remove } = reading;
  await inTransaction(db, async tx => {
    await sql`
      insert into feed_reading (feed_id, full_text, content, remove)
      values (${feedId}, ${full_text}, ${content}, ${remove})
      on conflict (feed_id) do update
        set full_text = excluded.full_text, content = excluded.content, remove = excluded.remove`.execute(tx);
    await sql`
      update full_texts set next_fetch_at = now(), failures = 0 where item_id in (
        select item_id from sources where feed_id = ${feedId}
        order by published_at desc, item_id desc limit ${ANEW})`.execute(tx);
  });
}

/** How many people read a feed. */
export async function countReaders(db: Kysely<Schema>, feedId: number): Promise<number> {
  const counted = await sql<{ n: number }>`
    select count(*)::integer as n from subscriptions where feed_id = ${feedId}`.execute(db);
  return counted.rows[0]!.n;
}

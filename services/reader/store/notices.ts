import { type Kysely, sql } from 'kysely';
import { titleOf } from '../contract/item-title.ts';
import type { Notice } from '../contract/rules.ts';
import type { Schema } from '../schema.ts';
import { feedTitle } from './feed-row.ts';

/** Days for which a notice is kept. */
const KEPT = 30;

/** Notes that rules tell people of items; of an item once, by the first rule that does. */
export async function addNotices(
  tx: Kysely<Schema>,
  notices: readonly { reader_id: number; item_id?: number | undefined; rule: string }[],
): Promise<void> {
  const rows = notices.map(({ reader_id, item_id, rule }) => ({ reader_id, item_id, rule }));
  await sql`
    insert into notices (reader_id, item_id, rule)
    select reader_id, item_id, rule
    from json_to_recordset(${JSON.stringify(rows)}::json) as g(reader_id integer, item_id bigint, rule text)
    on conflict (reader_id, item_id) do nothing`.execute(tx);
}

interface NoticeRow {
  readonly item_id: number;
  readonly title: string;
  readonly summary: string;
  readonly url: string | null;
  readonly feed_title: string;
  readonly rule: string;
  readonly made_at: Date;
}

/** A person's notices, the newest first. */
export async function listNotices(db: Kysely<Schema>, account: string, limit: number): Promise<Notice[]> {
  const found = await sql<NoticeRow>`
    select n.item_id, i.title, i.summary, i.url, n.rule, n.made_at,
      coalesce((
        select ${feedTitle} from sources s
        join feeds f on f.id = s.feed_id
        join subscriptions sub on sub.feed_id = s.feed_id and sub.reader_id = n.reader_id
        where s.item_id = i.id order by s.feed_id <> i.feed_id, s.feed_id limit 1
      ), '') as feed_title
    from notices n join readers r on r.id = n.reader_id join items i on i.id = n.item_id
    where r.account = ${account} order by n.made_at desc, n.item_id desc limit ${limit}`.execute(db);
  return found.rows.map(row => ({
    itemId: String(row.item_id),
    title: titleOf(row),
    url: row.url ?? undefined,
    feedTitle: row.feed_title,
    rule: row.rule,
    at: row.made_at.toISOString(),
  }));
}

export async function countNotices(db: Kysely<Schema>, account: string): Promise<number> {
  const counted = await sql<{ n: number }>`
    select count(*)::integer as n from notices n join readers r on r.id = n.reader_id
    where r.account = ${account}`.execute(db);
  return counted.rows[0]!.n;
}

/** Takes away a person's notices of these items, or all. */
export async function removeNotices(
  db: Kysely<Schema>,
  account: string,
  itemIds: readonly number[] | undefined,
): Promise<number> {
  const which = itemIds === undefined ? sql`` : sql`and n.item_id = any(${itemIds}::bigint[])`;
  const removed = await sql`
    delete from notices n using readers r where r.id = n.reader_id and r.account = ${account} ${which}`.execute(
    db,
  );
  return Number(removed.numAffectedRows ?? 0);
}

/** Forgets notices that nobody looked at for long. */
export async function forgetNotices(db: Kysely<Schema>): Promise<void> {
  await sql`delete from notices where made_at < now() - ${KEPT} * interval '1 day'`.execute(db);
}

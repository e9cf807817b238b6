import { type Kysely, sql } from 'kysely';
import { OWNER } from '../contract/common.ts';
import type { Schema } from '../schema.ts';
import { dropPush } from './pushes.ts';
import { lockReader } from './readers.ts';
import { showItems } from './subscriptions.ts';

/**
 * Ends a person's subscription; one that is not there has ended already. What is unread and in another of their feeds stays
 * unread there. A feed that nobody reads any more goes with its items, except those that somebody starred or tagged.
 */
export async function removeSubscription(db: Kysely<Schema>, account: string, feedId: number): Promise<void> {
  await db.transaction().execute(async tx => {
    await sql`select from feeds where id = ${feedId} for update`.execute(tx);
    const reader = await lockReader(tx, account);
    const removed = await sql`
      delete from subscriptions where reader_id = ${reader.id} and feed_id = ${feedId}`.execute(tx);
    if (removed.numAffectedRows === 0n) return;
    await passUnreadOn(tx, reader, feedId);
    if (account === OWNER) await showItems(tx, [feedId]);
    const others = await sql`select from subscriptions where feed_id = ${feedId} limit 1`.execute(tx);
    if (others.rows.length === 0) await removeFeed(tx, feedId);
  });
}

async function passUnreadOn(
  tx: Kysely<Schema>,
  reader: { id: number; epoch: number },
  feedId: number,
): Promise<void> {
  await sql`
    with passed as (
      update unread u set feed_id = o.feed_id
      from (
        select s.item_id, min(s.feed_id) as feed_id from sources s
        join subscriptions sub on sub.feed_id = s.feed_id and sub.reader_id = ${reader.id}
        where s.feed_id <> ${feedId} and s.item_id in (
          select item_id from unread where reader_id = ${reader.id} and feed_id = ${feedId})
        group by s.item_id
      ) o
      where u.item_id = o.item_id and u.reader_id = ${reader.id}
      returning u.feed_id, u.epoch
    )
    update subscriptions s set unread = s.unread + c.n
    from (select feed_id, count(*) as n from passed where epoch = ${reader.epoch} group by feed_id) c
    where s.reader_id = ${reader.id} and s.feed_id = c.feed_id`.execute(tx);
  await sql`delete from unread where reader_id = ${reader.id} and feed_id = ${feedId}`.execute(tx);
}

async function removeFeed(tx: Kysely<Schema>, feedId: number): Promise<void> {
  await dropPush(tx, feedId);
  await sql`
    update items i set feed_id = o.feed_id
    from (
      select item_id, min(feed_id) as feed_id from sources
      where feed_id <> ${feedId} and item_id in (select item_id from sources where feed_id = ${feedId})
      group by item_id
    ) o
    where i.id = o.item_id and i.feed_id = ${feedId}`.execute(tx);
  await sql`
    delete from items i where i.feed_id = ${feedId} and not exists (
      select from marks m where m.item_id = i.id and (m.starred_at is not null or m.tags <> '{}' or m.recommended_at is not null))`.execute(
    tx,
  );
  const kept = await sql`select from items where feed_id = ${feedId} limit 1`.execute(tx);
  if (kept.rows.length === 0) await sql`delete from feeds where id = ${feedId}`.execute(tx);
  else
    await sql`update feeds set next_poll_at = null, problem = null, problem_since = null where id = ${feedId}`.execute(
      tx,
    );
}

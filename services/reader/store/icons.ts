import { type Kysely, sql } from 'kysely';
import type { Icon } from '../icons/find-icon.ts';
import type { Schema } from '../schema.ts';

export interface IconlessFeed {
  readonly id: number;
  /** Where its site is, or where it comes from itself. */
  readonly site_url: string;
  /** The picture that it names itself. */
  readonly icon_url: string | null;
}

/**
 * Takes up to `limit` feeds that somebody reads and whose icon is to be looked for, so that no other process takes them for an
 * hour; after that, those of a process that was killed are due again.
 */
export async function claimIcons(db: Kysely<Schema>, limit: number): Promise<IconlessFeed[]> {
  const claimed = await sql<IconlessFeed>`
    with due as (
      select f.id, coalesce(f.site_url, substring(f.url from '^https?://[^/?#]+') || '/') as site_url, f.icon_url
      from feeds f left join feed_icons i on i.feed_id = f.id
      where coalesce(i.next_fetch_at <= now(), true) and exists (select from subscriptions where feed_id = f.id)
      order by i.next_fetch_at nulls first, f.id limit ${limit} for update of f skip locked
    ), taken as (
      insert into feed_icons (feed_id, next_fetch_at) select id, now() + interval '1 hour' from due
      on conflict (feed_id) do update set next_fetch_at = excluded.next_fetch_at
    )
    select id, site_url, icon_url from due`.execute(db);
  return claimed.rows;
}

/** Keeps what was found for a feed; where nothing was, one that was there before stays. */
export async function keepIcon(
  db: Kysely<Schema>,
  feedId: number,
  icon: Icon | undefined,
  nextFetchAt: Date,
): Promise<void> {
  await db.transaction().execute(async tx => {
    if (icon)
      await sql`
        insert into icons (hash, type, data) values (${icon.hash}, ${icon.type}, ${icon.data})
        on conflict (hash) do nothing`.execute(tx);
    await sql`
      update feed_icons set icon = coalesce(${icon?.hash ?? null}, icon), next_fetch_at = ${nextFetchAt}
      where feed_id = ${feedId}`.execute(tx);
  });
}

/** Forgets icons that no feed has any more. */
export async function forgetIcons(db: Kysely<Schema>): Promise<void> {
  await sql`delete from icons i where not exists (select from feed_icons f where f.icon = i.hash)`.execute(
    db,
  );
}

export async function iconOf(
  db: Kysely<Schema>,
  hash: string,
): Promise<{ type: string; data: Buffer } | undefined> {
  return await db.selectFrom('icons').select(['type', 'data']).where('hash', '=', hash).executeTakeFirst();
}

/** The pictures of the feeds that a person reads, by feed; of one without there is none. */
export async function iconsOfFeeds(db: Kysely<Schema>, account: string): Promise<FeedIcon[]> {
  return await iconsOf(db, account).orderBy('f.feed_id').execute();
}

/** Undefined also for a feed that the person does not read. */
export async function iconOfFeed(
  db: Kysely<Schema>,
  account: string,
  feedId: number,
): Promise<FeedIcon | undefined> {
  return await iconsOf(db, account).where('f.feed_id', '=', feedId).executeTakeFirst();
}

interface FeedIcon {
  readonly feed_id: number;
  readonly type: string;
  readonly data: Buffer;
}

function iconsOf(db: Kysely<Schema>, account: string) {
  return db
    .selectFrom('readers as r')
    .innerJoin('subscriptions as sub', 'sub.reader_id', 'r.id')
    .innerJoin('feed_icons as f', 'f.feed_id', 'sub.feed_id')
    .innerJoin('icons as i', 'i.hash', 'f.icon')
    .select(['f.feed_id', 'i.type', 'i.data'])
    .where('r.account', '=', account);
}

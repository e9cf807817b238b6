import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';
import { me } from './readers.ts';

/**
 * Ids of what a person keeps, the starred, the tagged and the saved, or with `all` of everything that they read: `limit` of
 * those above an id, in order.
 */
export async function exportedIds(
  db: Kysely<Schema>,
  account: string,
  { all, after, limit }: { all: boolean; after: number; limit: number },
): Promise<number[]> {
  const kept = sql`m.reader_id = (select id from me) and (m.starred_at is not null or m.tags <> '{}')`;
  const saved = sql`s.feed_id = (select saved_feed_id from me)`;
  const ids = all
    ? sql`
      select i.id from items i where i.id > ${after} and (
        exists (select from sources s join subscriptions sub on sub.feed_id = s.feed_id
          and sub.reader_id = (select id from me) where s.item_id = i.id)
        or exists (select from marks m where m.item_id = i.id and ${kept})
        or exists (select from sources s where s.item_id = i.id and ${saved}))`
    : sql`
      (select m.item_id as id from marks m where ${kept} and m.item_id > ${after} order by m.item_id limit ${limit})
      union select s.item_id from sources s where ${saved} and s.item_id > ${after}`;
  const found = await sql<{ id: number }>`
    with ${me(account)} select id from (${ids}) e order by id limit ${limit}`.execute(db);
  return found.rows.map(({ id }) => id);
}

export interface FeedAddress {
  readonly url: string;
  readonly siteUrl: string | undefined;
}

/** Where feeds are, by their ids, whoever reads them. */
export async function addressesOf(
  db: Kysely<Schema>,
  ids: readonly string[],
): Promise<Map<string, FeedAddress>> {
  const found = await sql<{ id: string; url: string; site_url: string | null }>`
    select id::text as id, url, site_url from feeds where id = any(${ids}::bigint[])`.execute(db);
  // What a member brought from another reader is kept apart: see `keepItems`.
  return new Map(
    found.rows.map(({ id, url, site_url }) => [
      id,
      { url: url.replace(/^croft:kept:\d+:/, ''), siteUrl: site_url ?? undefined },
    ]),
  );
}

import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Schema } from '../schema.ts';
import type { ItemRow, Place } from './item-row.ts';

export interface ItemFilter {
  readonly limit: number;
  readonly after: Place | undefined;
  readonly feedId: number | undefined;
  readonly tag: string | undefined;
  readonly publicOnly: boolean;
}

const COLUMNS = sql`i.id, i.feed_id, i.url, i.title, i.author, i.html, i.summary, i.published_at, i.updated_at`;
const FEED_TITLE = sql`coalesce(nullif(f.given_title, ''), nullif(f.title, ''), f.url) as feed_title`;
const ORDER = sql`order by i.published_at desc, i.id desc`;

/**
 * Items newest first, from a place on. Each list is read along one index: all items, the public ones, those of a feed;
 * for a tag the newest of each of its feeds are merged.
 */
export async function selectItems(db: Kysely<Schema>, filter: ItemFilter): Promise<ItemRow[]> {
  const { limit, after, feedId, tag, publicOnly } = filter;
  const conditions = [sql`true`];
  if (after) conditions.push(sql`(i.published_at, i.id) < (${after.time}, ${after.id})`);
  if (publicOnly) conditions.push(sql`i.public`);
  if (feedId !== undefined) conditions.push(sql`i.feed_id = ${feedId}`);
  const where = sql`where ${sql.join(conditions, sql` and `)}`;
  const query = tag === undefined ? plain(where, limit) : ofTag(where, limit, tag);
  return (await query.execute(db)).rows;
}

function plain(where: RawBuilder<unknown>, limit: number): RawBuilder<ItemRow> {
  return sql<ItemRow>`
    select ${COLUMNS}, ${FEED_TITLE}
    from (select i.* from items i ${where} ${ORDER} limit ${limit}) i join feeds f on f.id = i.feed_id
    ${ORDER}`;
}

/** The texts are fetched only for the items that stay. */
function ofTag(where: RawBuilder<unknown>, limit: number, tag: string): RawBuilder<ItemRow> {
  return sql<ItemRow>`
    with newest as (
      select i.id from feeds f cross join lateral (
        select i.id, i.published_at from items i ${where} and i.feed_id = f.id ${ORDER} limit ${limit}
      ) i
      where f.tags @> array[${tag}]::text[]
      ${ORDER} limit ${limit}
    )
    select ${COLUMNS}, ${FEED_TITLE}
    from newest n join items i on i.id = n.id join feeds f on f.id = i.feed_id
    ${ORDER}`;
}

/** Items that have all words of a query (`"phrases"`, `or` and `-not` are understood), newest first. */
export async function findItems(
  db: Kysely<Schema>,
  query: string,
  limit: number,
  publicOnly: boolean,
): Promise<ItemRow[]> {
  const found = await sql<ItemRow>`
    with found as materialized (
      select i.id, i.published_at from items i
      where i.words @@ websearch_to_tsquery('simple', ${query}) ${publicOnly ? sql`and i.public` : sql``}
    ), newest as (
      select i.id from found i ${ORDER} limit ${limit}
    )
    select ${COLUMNS}, ${FEED_TITLE}
    from newest n join items i on i.id = n.id join feeds f on f.id = i.feed_id
    ${ORDER}`.execute(db);
  return found.rows;
}

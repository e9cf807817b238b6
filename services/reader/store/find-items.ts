import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Schema } from '../schema.ts';
import type { ItemRow } from './item-row.ts';
import type { Place } from './place.ts';
import { subscriptionsOf, type Viewer } from './readers.ts';
import { selectItems } from './select-items.ts';

export interface Search {
  /** As `websearch_to_tsquery` understands it. */
  readonly query: string;
  readonly after: Place | undefined;
  readonly limit: number;
}

/** Items that have all words of a query (`"phrases"`, `or` and `-not` are understood), newest first. */
export async function findItems(
  db: Kysely<Schema>,
  viewer: Viewer,
  { query, after, limit }: Search,
): Promise<ItemRow[]> {
  const later = after
    ? sql`and (i.published_at, i.id) < (${after.time}::timestamptz, ${after.id}::bigint)`
    : sql``;
  const places: RawBuilder<Place> = sql`
    select f.id, f.published_at as time from (
      select i.id, i.published_at from items i
      where i.words @@ websearch_to_tsquery('simple', ${query}) ${later} offset 0
    ) f
    where exists (select from sources s join subscriptions sub on sub.feed_id = s.feed_id and ${subscriptionsOf(viewer)}
      where s.item_id = f.id)
    order by f.published_at desc, f.id desc limit ${limit}`;
  return await selectItems(db, viewer, places, { order: 'newest', html: true });
}

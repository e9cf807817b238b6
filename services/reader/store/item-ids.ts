import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Schema } from '../schema.ts';
import type { Condition } from './item-conditions.ts';
import { fromFeeds, fromItems, fromTable, inOrder, marks, SAVED, UNREAD, withTag } from './item-tables.ts';
import { me, viewerOf } from './readers.ts';
import { countFeeds, FEW_FEEDS } from './stream.ts';

export interface ItemIds {
  /** What is true of all of them, and of none of them. */
  readonly include: readonly Condition[];
  readonly exclude?: readonly Condition[];
  readonly order: 'newest' | 'oldest';
  /** Ordered by how they came, unless by publication. */
  readonly by?: 'id' | 'published';
  /** Ids between which they lie, themselves left out. */
  readonly above?: number | undefined;
  readonly below?: number | undefined;
  /** When they came: then or later, or before. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  /** When they were published: then or later, or before. */
  readonly publishedAfter?: string | undefined;
  readonly publishedBefore?: string | undefined;
  readonly limit: number;
}

/** Ids of a person's items, in the order in which they came unless asked otherwise. */
export async function selectItemIds(db: Kysely<Schema>, account: string, asked: ItemIds): Promise<number[]> {
  const found = await sql<{ id: number }>`
    with ${me(account)} ${await idsOf(db, account, asked)}`.execute(db);
  return found.rows.map(row => row.id);
}

/** How many there are, counted up to the limit. */
export async function countItemIds(db: Kysely<Schema>, account: string, asked: ItemIds): Promise<number> {
  const found = await sql<{ n: number }>`
    with ${me(account)} select count(*)::integer as n from (${await idsOf(db, account, asked)}) found`.execute(
    db,
  );
  return found.rows[0]!.n;
}

/**
 * A query for the ids, which stands after `me`. It begins at what is few: what is unread, saved, starred or tagged. A feed and a
 * folder are read along the index of each feed.
 */
async function idsOf(db: Kysely<Schema>, account: string, asked: ItemIds): Promise<RawBuilder<unknown>> {
  const include = [...asked.include, ...opposites(asked.exclude ?? [])];
  const exclude = (asked.exclude ?? []).filter(each => each.is !== 'read' && each.is !== 'unread');
  const all = { ...asked, include, exclude };
  for (const condition of include) {
    if (condition.is === 'unread') return fromTable(all, UNREAD, condition);
    if (condition.is === 'saved') return fromTable(all, SAVED, condition);
    if (condition.is === 'starred') return fromTable(all, marks(sql`t.starred_at is not null`), condition);
    if (condition.is === 'tagged') return fromTable(all, marks(withTag(condition.tag)), condition);
  }
  const [place] = include.filter(each => each.is !== 'read');
  if (place?.is === 'in_feed') return fromFeeds(all, sql`sub.feed_id = ${place.feedId}`, place);
  if (place?.is === 'in_folder') return fromFeeds(all, sql`${place.tag} = any(sub.tags)`, place);
  if (place?.is === 'in_untagged') return fromFeeds(all, sql`sub.tags = '{}'`, place);
  if (place?.is === 'labelled') {
    const folder = fromFeeds(all, sql`${place.tag} = any(sub.tags)`, place);
    return sql`(${folder}) union (${fromTable(all, marks(withTag(place.tag)), place)}) ${inOrder(all, 'time', 'id')}`;
  }
  if ((await countFeeds(db, viewerOf(account))) <= FEW_FEEDS) return fromFeeds(all, sql`true`);
  return fromItems(all);
}

function opposites(exclude: readonly Condition[]): Condition[] {
  return exclude.flatMap(({ is }): Condition[] =>
    is === 'read' ? [{ is: 'unread' }] : is === 'unread' ? [{ is: 'read' }] : [],
  );
}

import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { OwnSort } from '../../contract.ts';
import type { Schema } from '../../schema.ts';
import { type Cut, cutAt, readCursor, readWordCursor, writeCursor, writeWordCursor } from '../cursor.ts';
import { SUMMARY, type SummaryRow } from './post-row.ts';
import { searchQuery, searchTerms } from './search-text.ts';

export interface OwnQuery {
  limit: number;
  cursor?: string | undefined;
  status?: string | undefined;
  kind?: string | undefined;
  visibility?: string | undefined;
  tag?: string | undefined;
  series?: string | undefined;
  query?: string | undefined;
  /** Those that the words of the query are stemmed in. */
  languages: readonly string[];
  sort?: OwnSort | undefined;
}

type OwnRow = SummaryRow & { sort_at: Date; sort_title: string };

/** Titles are put in order by their beginnings, so that a place in the list fits a cursor and an index. */
const title = sql<string>`left(lower(post.title), 100)`;

interface Order {
  by: RawBuilder<unknown>;
  after(cursor: string): RawBuilder<SqlBool>;
  cursor(row: OwnRow): string;
}

/** Newest and oldest: by the time posts are or will be public, else by when they were begun. */
const ORDERS: Readonly<Record<OwnSort, Order>> = {
  newest: byTime(sql`post.sort_at`, 'desc', row => row.sort_at),
  oldest: byTime(sql`post.sort_at`, 'asc', row => row.sort_at),
  updated: byTime(sql`post.updated_at`, 'desc', row => row.updated_at),
  title: {
    by: sql`${title}, post.id`,
    after(cursor) {
      const { words, id } = readWordCursor(cursor);
      return sql<SqlBool>`(${title}, post.id) > (${words}, ${id}::uuid)`;
    },
    cursor: row => writeWordCursor({ words: row.sort_title, id: row.id }),
  },
};

function byTime(time: RawBuilder<unknown>, way: 'asc' | 'desc', read: (row: OwnRow) => Date): Order {
  const [direction, beyond] = way === 'asc' ? [sql`asc`, sql`>`] : [sql`desc`, sql`<`];
  return {
    by: sql`${time} ${direction}, post.id ${direction}`,
    after(cursor) {
      const { at, id } = readCursor(cursor);
      return sql<SqlBool>`(${time}, post.id) ${beyond} (${at}, ${id}::uuid)`;
    },
    cursor: row => writeCursor({ at: read(row), id: row.id }),
  };
}

/** A page of its writer's posts in one query. Each order has its index, and so has each filter, of which the rarest is used. */
export async function listOwnPosts(db: Kysely<Schema>, asked: OwnQuery): Promise<Cut<OwnRow>> {
  const order = ORDERS[asked.sort ?? 'newest'];
  let query = db
    .selectFrom('post')
    .select([...SUMMARY, 'post.sort_at', title.as('sort_title')])
    .orderBy(order.by)
    .limit(asked.limit + 1);
  if (asked.cursor !== undefined) query = query.where(order.after(asked.cursor));
  if (asked.status !== undefined) query = query.where('post.status', '=', asked.status);
  if (asked.kind !== undefined) query = query.where('post.kind', '=', asked.kind);
  if (asked.visibility !== undefined) query = query.where('post.visibility', '=', asked.visibility);
  if (asked.series !== undefined) query = query.where('post.series', '=', asked.series);
  if (asked.tag !== undefined)
    query = query.where('post.id', 'in', eb =>
      eb.selectFrom('post_tag').select('post_id').where('tag', '=', asked.tag!),
    );
  if (asked.query !== undefined) {
    const words = searchQuery(searchTerms(asked.query), asked.languages);
    if (words === undefined) return { rows: [] };
    query = query.where(sql<SqlBool>`post.search @@ ${words}`);
  }
  return cutAt(await query.execute(), asked.limit, order.cursor);
}

/** How many posts there are of each status: an index-only scan of `post_by_status`. */
export function countByStatus(db: Kysely<Schema>): Promise<{ status: string; count: number }[]> {
  return db
    .selectFrom('post')
    .select(eb => ['status', eb.fn.countAll<number>().as('count')])
    .groupBy('status')
    .execute();
}

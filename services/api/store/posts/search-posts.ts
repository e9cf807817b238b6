import { type Kysely, sql } from 'kysely';
import type { Schema } from '../../schema.ts';
import { SUMMARY, type SummaryRow } from './post-row.ts';
import { searchQuery } from './search-text.ts';

/** Public posts that have all words, best first: one query, carried by the GIN index `post_search`. */
export async function searchPublicPosts(
  db: Kysely<Schema>,
  text: string,
  limit: number,
): Promise<SummaryRow[]> {
  const query = searchQuery(text);
  if (query === undefined) return [];
  return db
    .selectFrom('post')
    .select(SUMMARY)
    .where('post.listed', '=', true)
    .where(sql<boolean>`post.search @@ ${query}`)
    .orderBy(sql`ts_rank(post.search, ${query})`, 'desc')
    .orderBy('post.published_at', 'desc')
    .limit(limit)
    .execute();
}

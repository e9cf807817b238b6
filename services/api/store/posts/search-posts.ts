import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Schema } from '../../schema.ts';
import { SUMMARY, type SummaryRow } from './post-row.ts';
import { searchQuery, type Term, titleQuery } from './search-text.ts';

/** Only these are ranked, newest first of those with all words in the title and then of all: a common word costs no more than a rare one. */
const OF_TITLE = 50;
const OF_ALL = 150;
/** Letters of HTML that are looked through for a passage to show. */
const SHOWN = 40_000;

export interface FoundRow extends SummaryRow {
  html: string;
  /** Stems of the words asked for. */
  stems: string[];
}

/** Public posts that have all terms, best first, in one query that the GIN index `post_search` carries. */
export async function searchPublicPosts(
  db: Kysely<Schema>,
  terms: readonly Term[],
  languages: readonly string[],
  limit: number,
): Promise<FoundRow[]> {
  const query = searchQuery(terms, languages);
  if (query === undefined) return [];
  const words = terms.map(term => term.stemmed).join(' ');
  const stems = languages.map(
    one => sql`coalesce(tsvector_to_array(to_tsvector(search_config(${one}), ${words})), '{}')`,
  );
  return db
    .selectFrom(candidates(query, titleQuery(terms)).as('candidate'))
    .innerJoin('post', 'post.id', 'candidate.id')
    .select(SUMMARY)
    .select([
      sql<string>`left(post.html, ${sql.lit(SHOWN)})`.as('html'),
      sql<string[]>`${sql.join([sql`'{}'::text[]`, ...stems], sql` || `)}`.as('stems'),
    ])
    .orderBy(sql`ts_rank(post.search, ${query})`, 'desc')
    .orderBy('post.published_at', 'desc')
    .orderBy('post.id', 'desc')
    .limit(limit)
    .execute();
}

/**
 * The newest that have the words. For words that many posts have, PostgreSQL walks the posts by time until it has enough; for
 * others the index gives the few.
 */
function candidates(all: RawBuilder<unknown>, inTitle: string): RawBuilder<{ id: string }> {
  const newest = (having: RawBuilder<unknown>, most: number) => sql`(
    select id from post where listed and search @@ ${having}
    order by published_at desc, id desc limit ${sql.lit(most)})`;
  return sql`(${newest(sql`${inTitle}::tsquery`, OF_TITLE)} union ${newest(all, OF_ALL)})`;
}

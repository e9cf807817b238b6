import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Schema } from '../../schema.ts';
import { SUMMARY, type SummaryRow } from './post-row.ts';
import { searchQuery, type Term, titleQuery } from './search-text.ts';

/** Only these are ranked, newest first of those with all words in the title and then of all: ranking reads the whole text of each. */
const OF_TITLE = 50;
const OF_ALL = 150;
/** Letters of HTML that are looked through for a passage to show. */
const SHOWN = 40_000;

export interface FoundRow extends SummaryRow {
  /** Among all that were found, from 1. */
  place: number;
  html: string;
  /** Stems of the words asked for. */
  stems: string[];
}

/** Public posts that have all terms, best first and after so many of them, in one query that the GIN index `post_search` carries. */
export async function searchPublicPosts(
  db: Kysely<Schema>,
  terms: readonly Term[],
  languages: readonly string[],
  { limit, after = 0 }: { limit: number; after?: number },
): Promise<FoundRow[]> {
  const query = searchQuery(terms, languages);
  if (query === undefined) return [];
  const words = terms.map(term => term.stemmed).join(' ');
  const stems = languages.map(
    one => sql`coalesce(tsvector_to_array(to_tsvector(search_config(${one}), ${words})), '{}')`,
  );
  return db
    .selectFrom(best(query, titleQuery(terms), limit, after).as('best'))
    .innerJoin('post', 'post.id', 'best.id')
    .select(SUMMARY)
    .select([
      sql<number>`best.place::integer`.as('place'),
      sql<string>`left(post.html, ${sql.lit(SHOWN)})`.as('html'),
      sql<string[]>`${sql.join([sql`'{}'::text[]`, ...stems], sql` || `)}`.as('stems'),
    ])
    .orderBy('best.place')
    .execute();
}

/** What is shown, apart from the rest of its row, so that no text is read that is not. */
function best(
  all: RawBuilder<unknown>,
  inTitle: string,
  limit: number,
  after: number,
): RawBuilder<{ id: string; place: number }> {
  return sql`(
    select id, place from (
      select id, row_number() over (order by ts_rank(search, ${all}) desc, published_at desc, id desc) as place
      from post where id in (${newest(sql`${inTitle}::tsquery`, OF_TITLE)} union ${newest(all, OF_ALL)})) ranked
    where place > ${after} order by place limit ${limit})`;
}

/**
 * The newest that have the words, of all whom the index gives. The words stand in a query of their own, which PostgreSQL does
 * not see while it plans. It would walk from the newest post on when it takes them for usual, and so through all texts when
 * only old posts have them, or many posts each but none together.
 */
function newest(having: RawBuilder<unknown>, most: number): RawBuilder<unknown> {
  return sql`(
    select id from post where listed and search @@ (select ${having})
    order by published_at desc, id desc limit ${sql.lit(most)})`;
}

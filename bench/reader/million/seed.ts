import pg from 'pg';
import { wordVector } from '../../../services/reader/search/word-vector.ts';
import { STATEMENTS } from './statements.ts';
import { PARAGRAPHS, TITLES, textsOf } from './texts.ts';

/**
 * Writes the items, feeds and people that the figures are about into an empty schema: three years of items, of which the
 * largest feed has a tenth and the smallest some tens; one of twenty has a second feed. `url` is that of a superuser.
 */
export async function seedMillion(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`set search_path to reader, public; set session_replication_role = replica;
      set maintenance_work_mem to '512MB'; set work_mem to '64MB'; set enable_hashjoin = off; set enable_mergejoin = off`);
    const indexes = await dropIndexes(client);
    await client.query(`create temporary table paragraphs (n serial primary key, text text, words tsvector);
      create temporary table titles (n serial primary key, text text, words tsvector)`);
    await addTexts(client, 'paragraphs', textsOf(PARAGRAPHS, 110, 1));
    await addTexts(client, 'titles', textsOf(TITLES, 6, 2));
    await client.query('analyze paragraphs; analyze titles');
    for (const statement of STATEMENTS) await client.query(statement);
    // Made anew at the end, which takes a fraction of adding each row to them.
    for (const index of indexes) await client.query(index);
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}

/** Drops what is made anew as fast as it is checked; gives the statements that make it. */
async function dropIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; made: string }>(`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as made from pg_index
    where indrelid in ('items'::regclass, 'sources'::regclass, 'unread'::regclass) and not indisprimary`);
  await client.query(`drop index ${rows.map(row => row.name).join(', ')}`);
  return rows.map(row => row.made);
}

async function addTexts(client: pg.Client, table: string, texts: Iterable<string>): Promise<void> {
  const all = Array.from(texts, text => [text, wordVector(text)] as const);
  for (let from = 0; from < all.length; from += 10_000)
    await client.query(
      `insert into ${table} (text, words) select t, w::tsvector from unnest($1::text[], $2::text[]) as g(t, w)`,
      [0, 1].map(column => all.slice(from, from + 10_000).map(row => row[column])),
    );
}

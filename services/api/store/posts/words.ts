import { type Kysely, sql } from 'kysely';
import type { Schema } from '../../schema.ts';

/** Slugs and titles of the newest public posts and pages: carried by `post_by_status`. */
export function listTitles(db: Kysely<Schema>, limit: number): Promise<{ slug: string; title: string }[]> {
  return db
    .selectFrom('post')
    .select(['slug', 'title'])
    .where('status', '=', 'published')
    .where('visibility', '=', 'public')
    .orderBy('sort_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** Languages that posts have of their own, each once: jumps from one to the next in `post_language`. */
export async function listLanguages(db: Kysely<Schema>): Promise<string[]> {
  const { rows } = await sql<{ language: string }>`
    with recursive known as (
      (select language from post where language is not null order by language limit 1)
      union all
      select (select language from post where language > known.language order by language limit 1)
      from known where known.language is not null)
    select language from known where language is not null limit 100`.execute(db);
  return rows.map(row => row.language);
}

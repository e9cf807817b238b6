import { type Kysely, sql } from 'kysely';
import type { Schema } from '../../schema.ts';

/** Years in UTC that have public posts, newest first; an index-only scan of `post_public` counts them. */
export async function listPublicYears(db: Kysely<Schema>): Promise<{ year: number; count: number }[]> {
  const year = sql<number>`extract(year from published_at at time zone 'UTC')::int`;
  return db
    .selectFrom('post')
    .select(eb => [year.as('year'), eb.fn.countAll<number>().as('count')])
    .where('listed', '=', true)
    .groupBy(year)
    .orderBy(year, 'desc')
    .execute();
}

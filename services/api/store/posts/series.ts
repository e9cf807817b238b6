import { type Kysely, sql, type Transaction } from 'kysely';
import type { Schema } from '../../schema.ts';
import { SUMMARY, type SummaryRow, type Tag } from './post-row.ts';

/** Makes sure that a series is there; a new spelling of its name wins. */
export async function writeSeries(trx: Transaction<Schema>, series: Tag): Promise<void> {
  await trx
    .insertInto('series')
    .values(series)
    .onConflict(conflict =>
      conflict.column('slug').doUpdateSet({ name: series.name }).where('series.name', '!=', series.name),
    )
    .execute();
}

/** Series with public posts, by name; an index-only scan of `post_series` counts them. */
export async function listPublicSeries(db: Kysely<Schema>): Promise<(Tag & { count: number })[]> {
  const { rows } = await sql<Tag & { count: number }>`
    select series.slug, series.name, parts.count
    from (select series, count(*) from post where listed and series is not null group by series) parts
    join series on series.slug = parts.series
    order by lower(series.name), series.slug`.execute(db);
  return rows;
}

/** The public posts of a series in its order: carried by `post_series`. */
export function listPartsOf(db: Kysely<Schema>, series: string, limit: number): Promise<SummaryRow[]> {
  return db
    .selectFrom('post')
    .select(SUMMARY)
    .where('post.series', '=', series)
    .where('post.listed', '=', true)
    .orderBy('post.part')
    .orderBy('post.published_at')
    .orderBy('post.id')
    .limit(limit)
    .execute();
}

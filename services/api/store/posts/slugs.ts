import { type Kysely, sql, type Transaction } from 'kysely';
import { firstFree } from '../../../../core/markdown/markdown.ts';
import type { Schema } from '../../schema.ts';

/** Until the transaction ends nobody else numbers slugs of this base, so that each sees what the one before took. */
export async function lockSlug(trx: Transaction<Schema>, base: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`slug ${base}`}, 0))`.execute(trx);
}

/** `base`, or the first of `base-2`, `base-3`, … that no post has; the post `own` does not count. */
export async function freeSlug(db: Kysely<Schema>, base: string, own = ''): Promise<string> {
  const rows = await db
    .selectFrom('post')
    .select(['slug', 'id'])
    // "." follows "-" in ASCII, and the column is compared byte by byte: the range is every slug that begins with `base-`.
    .where(eb =>
      eb.or([eb('slug', '=', base), eb.and([eb('slug', '>', `${base}-`), eb('slug', '<', `${base}.`)])]),
    )
    .execute();
  return firstFree(base, new Set(rows.filter(row => row.id !== own).map(row => row.slug)));
}

/** Remembers an address that people may know, so that it goes on leading to the post. */
export async function keepOldSlug(trx: Transaction<Schema>, slug: string, post: string): Promise<void> {
  await trx
    .insertInto('old_slug')
    .values({ slug, post_id: post })
    .onConflict(conflict => conflict.column('slug').doUpdateSet({ post_id: post, at: sql<Date>`now()` }))
    .execute();
}

/** Slugs after one, in order, with the origins of their posts: carried by the unique index. */
export function listSlugs(
  db: Kysely<Schema>,
  after: string | undefined,
  limit: number,
): Promise<{ slug: string; source: string | null }[]> {
  return db
    .selectFrom('post')
    .select(['slug', 'source'])
    .where('slug', '>', after ?? '')
    .orderBy('slug')
    .limit(limit)
    .execute();
}

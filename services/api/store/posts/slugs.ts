import { type Kysely, sql, type Transaction } from 'kysely';
import { firstFree } from '../../../../core/markdown/markdown.ts';
import type { Schema } from '../../schema.ts';

/** Until the transaction ends nobody else numbers slugs of this base, so that each sees what the one before took. */
export async function lockSlug(trx: Transaction<Schema>, base: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`slug ${base}`}, 0))`.execute(trx);
}

/** `base`, or the first of `base-2`, `base-3`, … that no post has; the post `own` does not count. */
export async function freeSlug(db: Kysely<Schema>, base: string, own = ''): Promise<string> {
  const rows = await db.selectFrom('post').select(['slug', 'id']).where(numbered(base)).execute();
  return firstFree(base, new Set(rows.filter(row => row.id !== own).map(row => row.slug)));
}

/** The same for a slug that nobody has asked for: it leaves those alone that a post had, since links lead there. */
export async function unusedSlug(db: Kysely<Schema>, base: string): Promise<string> {
  const rows = await db
    .selectFrom('post')
    .select('slug')
    .where(numbered(base))
    .union(db.selectFrom('old_slug').select('slug').where(numbered(base)))
    .execute();
  return firstFree(base, new Set(rows.map(row => row.slug)));
}

/** Whether a slug is `base` or begins with `base-`: "." follows "-" in ASCII, and the columns are compared byte by byte. */
function numbered(base: string) {
  return sql<boolean>`(slug = ${base} or (slug > ${`${base}-`} and slug < ${`${base}.`}))`;
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

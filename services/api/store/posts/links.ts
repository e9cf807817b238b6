import { type Kysely, sql } from 'kysely';
import type { PostKind, PostLink } from '../../contract.ts';
import type { Schema } from '../../schema.ts';

/** Public posts and pages by their slugs, as links. */
export async function findLinks(db: Kysely<Schema>, slugs: readonly string[]): Promise<PostLink[]> {
  const rows = await db
    .selectFrom('post')
    .select([sql<PostKind>`kind`.as('kind'), 'slug', 'title', 'summary', 'published_at'])
    .where('slug', 'in', slugs)
    .where('status', '=', 'published')
    .where('visibility', '=', 'public')
    .execute();
  return rows.map(({ published_at, ...link }) => ({ ...link, publishedAt: published_at!.toISOString() }));
}

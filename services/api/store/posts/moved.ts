import { type Kysely, sql } from 'kysely';
import type { PostKind } from '../../contract.ts';
import type { Schema } from '../../schema.ts';

/** The post that visitors get to which has this slug, or else had it last. */
export async function findMoved(
  db: Kysely<Schema>,
  slug: string,
): Promise<{ slug: string; kind: PostKind } | undefined> {
  const { rows } = await sql<{ slug: string; kind: PostKind }>`
    select slug, kind from (
      select slug, kind, 0 as place from post
      where slug = ${slug} and status = 'published' and visibility <> 'private'
      union all
      select post.slug, post.kind, 1 from old_slug join post on post.id = old_slug.post_id
      where old_slug.slug = ${slug} and status = 'published' and visibility <> 'private') found
    order by place limit 1`.execute(db);
  return rows[0];
}

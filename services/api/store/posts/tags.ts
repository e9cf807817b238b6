import { type Kysely, sql, type Transaction } from 'kysely';
import type { Schema } from '../../schema.ts';
import type { Tag } from './post-row.ts';

/** Tags of public posts, by name. An index-only scan of `post_tag_public` counts them. */
export async function listPublicTags(
  db: Kysely<Schema>,
): Promise<(Tag & { count: number; description?: string })[]> {
  const { rows } = await sql<Tag & { count: number; description: string }>`
    select tag.slug, tag.name, tag.description, used.count
    from (select tag, count(*) from post_tag where public_at is not null group by tag) used
    join tag on tag.slug = used.tag
    order by lower(tag.name), tag.slug`.execute(db);
  return rows.map(({ description, ...tag }) => (description === '' ? tag : { ...tag, description }));
}

/**
 * Makes `tags` the tags of a post. `rename` lets a new spelling of a known tag win; the posts that show it change with it.
 */
export async function writeTags(
  trx: Transaction<Schema>,
  postId: string,
  tags: readonly Tag[],
  options: { publicAt: Date | null; rename: boolean },
): Promise<void> {
  await trx.deleteFrom('post_tag').where('post_id', '=', postId).execute();
  if (tags.length === 0) return;
  await addTags(trx, tags, options.rename);
  const public_at = options.publicAt;
  await trx
    .insertInto('post_tag')
    .values(tags.map(({ slug }, position) => ({ post_id: postId, tag: slug, position, public_at })))
    .execute();
}

/** In the order of their slugs, so that two writers at once cannot wait for each other. */
async function addTags(trx: Transaction<Schema>, tags: readonly Tag[], rename: boolean): Promise<void> {
  const values = [...tags]
    .sort((a, b) => (a.slug < b.slug ? -1 : 1))
    .map(({ slug, name }) => ({ slug, name }));
  const insert = trx.insertInto('tag').values(values);
  if (!rename) {
    await insert.onConflict(conflict => conflict.column('slug').doNothing()).execute();
    return;
  }
  const written = await insert
    .onConflict(conflict =>
      conflict
        .column('slug')
        .doUpdateSet({ name: eb => eb.ref('excluded.name') })
        .whereRef('tag.name', '!=', 'excluded.name'),
    )
    .returning('tag.slug')
    .execute();
  if (written.length === 0) return;
  await trx
    .updateTable('post')
    .set({ version: sql<number>`version + 1` })
    .where('id', 'in', eb =>
      eb
        .selectFrom('post_tag')
        .select('post_id')
        .where(
          'tag',
          'in',
          written.map(row => row.slug),
        ),
    )
    .execute();
}

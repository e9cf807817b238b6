import type { Kysely } from 'kysely';
import type { Schema } from '../../schema.ts';

type Properties = Record<string, unknown[]>;

/** The properties that posts have beside their fields, by the posts' ids. */
export async function readProperties(
  db: Kysely<Schema>,
  posts: readonly string[],
): Promise<Map<string, Properties>> {
  if (posts.length === 0) return new Map();
  const rows = await db
    .selectFrom('post_property')
    .select(['post_id', 'properties'])
    .where('post_id', 'in', posts)
    .execute();
  return new Map(rows.map(row => [row.post_id, row.properties as Properties]));
}

/** Makes these the properties that a post has beside its fields. */
export async function writeProperties(
  db: Kysely<Schema>,
  post: string,
  properties: Properties,
): Promise<void> {
  if (Object.keys(properties).length === 0) {
    await db.deleteFrom('post_property').where('post_id', '=', post).execute();
    return;
  }
  // PostgreSQL's JSON holds no NUL.
  const json = JSON.stringify(properties).replaceAll('\\u0000', '\\ufffd');
  await db
    .insertInto('post_property')
    .values({ post_id: post, properties: json })
    .onConflict(conflict => conflict.column('post_id').doUpdateSet({ properties: json }))
    .execute();
}

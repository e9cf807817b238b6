import type { Kysely } from 'kysely';
import type { Schema } from '../../schema.ts';

export interface Use {
  id: string;
  slug: string;
  title: string;
}

/** More are not told of by name. */
const MOST_TOLD = 50;

/** Posts that use the file with this hash in its path, newest first. */
export function postsThatUse(db: Kysely<Schema>, hash: string): Promise<Use[]> {
  return db
    .selectFrom('media_use')
    .innerJoin('post', 'post.id', 'media_use.post_id')
    .select(['post.id', 'post.slug', 'post.title'])
    .where('media_use.hash', '=', hash)
    .orderBy('post.sort_at', 'desc')
    .limit(MOST_TOLD)
    .execute();
}

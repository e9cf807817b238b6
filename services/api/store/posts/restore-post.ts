import type { Transaction } from 'kysely';
import type { SavedPost } from '../../import/site/saved-posts.ts';
import type { Composed } from '../../posts/compose.ts';
import type { Schema } from '../../schema.ts';
import { NO_PART } from '../terms/terms.ts';
import { freeSlug, lockSlug } from './slugs.ts';
import { insertPost } from './write-post.ts';

/** Writes a post of an export with the version and times that it had. Gives its slug; undefined when its source is another post's. */
export async function restorePost(
  trx: Transaction<Schema>,
  post: Composed,
  saved: SavedPost,
): Promise<string | undefined> {
  await lockSlug(trx, saved.slug);
  const slug = await freeSlug(trx, saved.slug);
  const origin = {
    source: saved.source,
    hash: saved.source_hash === null ? null : Buffer.from(saved.source_hash.replace('\\x', ''), 'hex'),
  };
  if (!(await insertPost(trx, post, slug, saved.changed_by, origin))) return undefined;
  await trx
    .updateTable('post')
    .set({ version: saved.version, part: saved.part ?? NO_PART, changed_at: saved.changed_at })
    .where('id', '=', post.id)
    .execute();
  return slug;
}

import type { Kysely } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import type { Schema } from '../schema.ts';
import { findPost } from '../store/posts/own-posts.ts';
import type { PostRow } from '../store/posts/post-row.ts';

/** A post by its id or its slug, whatever its status. Throws `not_found`. */
export async function requirePost(db: Kysely<Schema>, key: string): Promise<PostRow> {
  const row = await findPost(db, key);
  if (!row) throw new AppError('not_found', `There is no post "${key}".`);
  return row;
}

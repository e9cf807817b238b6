import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { Post } from '../../contract.ts';
import { findPost } from '../../store/posts/own-posts.ts';
import { toPost } from '../../store/posts/post-row.ts';

export async function getOwnPost({ db }: ApiContext, { key }: { key: string }): Promise<Post> {
  const row = await findPost(db, key);
  if (!row) throw new AppError('not_found', `There is no post "${key}".`);
  return toPost(row);
}

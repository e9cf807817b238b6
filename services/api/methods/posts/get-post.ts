import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { Post } from '../../contract.ts';
import { toPost } from '../../store/posts/post-row.ts';
import { findPublicPost } from '../../store/posts/public-posts.ts';

export async function getPost({ db }: ApiContext, { slug }: { slug: string }): Promise<Post> {
  const row = await findPublicPost(db, slug);
  if (!row) throw new AppError('not_found', `There is no post "${slug}" here.`);
  return toPost(row);
}

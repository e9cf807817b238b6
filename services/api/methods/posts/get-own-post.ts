import type { ApiContext } from '../../context.ts';
import type { Post } from '../../contract.ts';
import { requirePost } from '../../posts/require-post.ts';
import { toPost } from '../../store/posts/post-row.ts';

export async function getOwnPost({ db }: ApiContext, { key }: { key: string }): Promise<Post> {
  return toPost(await requirePost(db, key));
}

import type { ApiContext } from '../../context.ts';
import type { Post } from '../../contract.ts';
import { movedTo, notHere } from '../../posts/not-here.ts';
import { toPost } from '../../store/posts/post-row.ts';
import { findPublicPost } from '../../store/posts/public-posts.ts';

export async function getPage({ db }: Pick<ApiContext, 'db'>, { slug }: { slug: string }): Promise<Post> {
  const row = await findPublicPost(db, slug);
  if (!row) throw await notHere(db, slug);
  if (row.kind !== 'page') throw movedTo(row);
  return toPost(row);
}

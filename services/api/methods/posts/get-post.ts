import type { ApiContext } from '../../context.ts';
import type { Around, Post } from '../../contract.ts';
import { movedTo, notHere } from '../../posts/not-here.ts';
import { toPost } from '../../store/posts/post-row.ts';
import { findPublicPost } from '../../store/posts/public-posts.ts';

export async function getPost(
  { db }: Pick<ApiContext, 'db'>,
  { slug, around = false }: { slug: string; around?: boolean | undefined },
): Promise<Post & { around?: Around }> {
  const row = await findPublicPost(db, slug, around);
  if (!row) throw await notHere(db, slug);
  if (row.kind === 'page') throw movedTo(row);
  return { ...toPost(row), ...(row.around ? { around: row.around } : {}) };
}

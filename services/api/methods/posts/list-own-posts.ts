import type { ApiContext } from '../../context.ts';
import type { PostSummary } from '../../contract.ts';
import { listPosts } from '../../store/posts/own-posts.ts';
import { toSummary } from '../../store/posts/post-row.ts';

export async function listOwnPosts(
  { db }: ApiContext,
  asked: { limit: number; cursor?: string | undefined; status?: string | undefined },
): Promise<{ posts: PostSummary[]; next?: string }> {
  const { rows, next } = await listPosts(db, asked);
  return { posts: rows.map(toSummary), ...(next === undefined ? {} : { next }) };
}

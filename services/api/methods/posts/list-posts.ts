import type { ApiContext } from '../../context.ts';
import type { PostSummary } from '../../contract.ts';
import { toSummary } from '../../store/posts/post-row.ts';
import { listPublicPosts, type PublicQuery } from '../../store/posts/public-posts.ts';

export async function listPosts(
  { db }: ApiContext,
  asked: PublicQuery,
): Promise<{ posts: (PostSummary & { html?: string })[]; next?: string }> {
  const { rows, next } = await listPublicPosts(db, asked);
  const posts = rows.map(row => ({
    ...toSummary(row),
    ...(row.html === undefined ? {} : { html: row.html }),
  }));
  return { posts, ...(next === undefined ? {} : { next }) };
}

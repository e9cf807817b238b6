import type { ApiContext } from '../../context.ts';
import type { PostSummary } from '../../contract.ts';
import { toSummary } from '../../store/posts/post-row.ts';
import { searchPublicPosts } from '../../store/posts/search-posts.ts';

export async function searchPosts(
  { db }: ApiContext,
  { query, limit }: { query: string; limit: number },
): Promise<{ posts: PostSummary[] }> {
  const rows = await searchPublicPosts(db, query, limit);
  return { posts: rows.map(toSummary) };
}

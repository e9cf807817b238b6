import type { ApiContext } from '../../context.ts';
import type { PostSummary } from '../../contract.ts';
import { listOwnPosts as list, type OwnQuery } from '../../store/posts/list-own.ts';
import { toSummary } from '../../store/posts/post-row.ts';

export async function listOwnPosts(
  { db }: ApiContext,
  asked: OwnQuery,
): Promise<{ posts: PostSummary[]; next?: string }> {
  const { rows, next } = await list(db, asked);
  return { posts: rows.map(toSummary), ...(next === undefined ? {} : { next }) };
}

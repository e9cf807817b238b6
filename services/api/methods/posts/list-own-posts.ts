import type { ApiContext } from '../../context.ts';
import type { PostSummary } from '../../contract.ts';
import { wordIndex } from '../../search/word-index.ts';
import { listOwnPosts as list, type OwnQuery } from '../../store/posts/list-own.ts';
import { toSummary } from '../../store/posts/post-row.ts';

export async function listOwnPosts(
  ctx: Pick<ApiContext, 'db' | 'config'>,
  asked: Omit<OwnQuery, 'languages'>,
): Promise<{ posts: PostSummary[]; next?: string }> {
  const languages = asked.query === undefined ? [] : (await wordIndex(ctx)).languages;
  const { rows, next } = await list(ctx.db, { ...asked, languages });
  return { posts: rows.map(toSummary), ...(next === undefined ? {} : { next }) };
}

import type { ApiContext } from '../../context.ts';
import type { PostLink } from '../../contract.ts';
import { nearSlugs } from '../../search/near-slugs.ts';
import { wordIndex } from '../../search/word-index.ts';
import { findLinks } from '../../store/posts/links.ts';

export async function suggestPosts(
  ctx: Pick<ApiContext, 'db' | 'config'>,
  { path, limit }: { path: string; limit: number },
): Promise<{ posts: PostLink[] }> {
  const slugs = nearSlugs(path, (await wordIndex(ctx)).grams(), limit);
  if (slugs.length === 0) return { posts: [] };
  const links = new Map((await findLinks(ctx.db, slugs)).map(link => [link.slug, link]));
  return { posts: slugs.flatMap(slug => links.get(slug) ?? []) };
}

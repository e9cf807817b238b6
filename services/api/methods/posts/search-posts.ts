import type { ApiContext } from '../../context.ts';
import type { FoundPost } from '../../contract.ts';
import { didYouMean } from '../../search/did-you-mean.ts';
import { highlighter } from '../../search/highlight.ts';
import { wordIndex } from '../../search/word-index.ts';
import { toSummary } from '../../store/posts/post-row.ts';
import { searchPublicPosts } from '../../store/posts/search-posts.ts';
import { searchTerms } from '../../store/posts/search-text.ts';

export async function searchPosts(
  ctx: Pick<ApiContext, 'db' | 'config'>,
  { query, limit }: { query: string; limit: number },
): Promise<{ posts: FoundPost[]; didYouMean?: string }> {
  const terms = searchTerms(query);
  if (terms.length === 0) return { posts: [] };
  const index = await wordIndex(ctx);
  const rows = await searchPublicPosts(ctx.db, terms, index.languages, limit);
  if (rows.length > 0) {
    const { title, excerpt } = highlighter(terms, rows[0]!.stems);
    const posts = rows.map(row => ({
      ...toSummary(row),
      markedTitle: title(row.title),
      excerpt: excerpt(row.html),
    }));
    return { posts };
  }
  const meant = didYouMean(terms, index.words);
  if (meant === undefined) return { posts: [] };
  const found = await searchPublicPosts(ctx.db, searchTerms(meant), index.languages, 1);
  return { posts: [], ...(found.length === 0 ? {} : { didYouMean: meant }) };
}

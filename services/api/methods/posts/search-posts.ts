import type { ApiContext } from '../../context.ts';
import type { FoundPost } from '../../contract.ts';
import { didYouMean } from '../../search/did-you-mean.ts';
import { highlighter } from '../../search/highlight.ts';
import { wordIndex } from '../../search/word-index.ts';
import { cutAt, readPlace, writePlace } from '../../store/cursor.ts';
import { toSummary } from '../../store/posts/post-row.ts';
import { searchPublicPosts } from '../../store/posts/search-posts.ts';
import { searchTerms } from '../../store/posts/search-text.ts';

export async function searchPosts(
  ctx: Pick<ApiContext, 'db' | 'config'>,
  { query, limit, cursor }: { query: string; limit: number; cursor?: string | undefined },
): Promise<{ posts: FoundPost[]; didYouMean?: string; next?: string }> {
  const terms = searchTerms(query);
  if (terms.length === 0) return { posts: [] };
  const index = await wordIndex(ctx);
  const after = cursor === undefined ? 0 : readPlace(cursor);
  const found = await searchPublicPosts(ctx.db, terms, index.languages, { limit: limit + 1, after });
  const { rows, ...next } = cutAt(found, limit, row => writePlace(row.place));
  if (rows.length > 0) {
    const { title, excerpt } = highlighter(terms, rows[0]!.stems);
    const posts = rows.map(row => ({
      ...toSummary(row),
      markedTitle: title(row.title),
      excerpt: excerpt(row.html),
    }));
    return { posts, ...next };
  }
  if (cursor !== undefined) return { posts: [] };
  const meant = didYouMean(terms, index.words);
  if (meant === undefined) return { posts: [] };
  const others = await searchPublicPosts(ctx.db, searchTerms(meant), index.languages, { limit: 1 });
  return { posts: [], ...(others.length === 0 ? {} : { didYouMean: meant }) };
}

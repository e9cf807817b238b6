import type { ReaderContext } from '../../context.ts';
import type { Recommendation } from '../../contract/recommendations.ts';
import { fromCursor, toCursor } from '../../store/place.ts';
import { recommendedTags, selectRecommendations, toRecommendation } from '../../store/recommendations.ts';

/** What the owner recommends in public, the newest first, of public feeds with a tag or of all. */
export async function listRecommendations(
  ctx: Pick<ReaderContext, 'db'>,
  { limit, cursor, tag }: { limit: number; cursor?: string | undefined; tag?: string | undefined },
): Promise<{ recommendations: Recommendation[]; next?: string; tags: string[] }> {
  const after = cursor === undefined ? undefined : fromCursor(cursor);
  const [rows, tags] = await Promise.all([
    selectRecommendations(ctx.db, { after, tag, limit: limit + 1 }),
    recommendedTags(ctx.db),
  ]);
  const last = rows[limit - 1];
  return {
    recommendations: rows.slice(0, limit).map(toRecommendation),
    tags,
    ...(rows.length > limit && last ? { next: toCursor(last) } : {}),
  };
}

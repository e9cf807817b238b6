import type { ReaderContext } from '../../context.ts';
import type { Recommendation } from '../../contract/recommendations.ts';
import { fromCursor, toCursor } from '../../store/place.ts';
import { selectRecommendations, toRecommendation } from '../../store/recommendations.ts';

/** What the owner recommends in public, the newest first. */
export async function listRecommendations(
  ctx: Pick<ReaderContext, 'db'>,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ recommendations: Recommendation[]; next?: string }> {
  const after = cursor === undefined ? undefined : fromCursor(cursor);
  const rows = await selectRecommendations(ctx.db, { after, limit: limit + 1 });
  const last = rows[limit - 1];
  return {
    recommendations: rows.slice(0, limit).map(toRecommendation),
    ...(rows.length > limit && last ? { next: toCursor(last) } : {}),
  };
}

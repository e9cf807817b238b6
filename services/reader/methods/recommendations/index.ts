import type { Implementations } from '../../../../core/rpc/contract.ts';
import type { ReaderContext } from '../../context.ts';
import type { recommendationMethods } from '../../contract/recommendations.ts';
import { listRecommendations } from './list-recommendations.ts';
import { recommend } from './recommend.ts';
import { unrecommend } from './unrecommend.ts';

/** The methods of `contract/recommendations.ts`. */
export function recommendationImplementation(
  ctx: ReaderContext,
): Implementations<typeof recommendationMethods> {
  return {
    recommend: input => recommend(ctx, input),
    unrecommend: input => unrecommend(ctx, input),
    listRecommendations: input => listRecommendations(ctx, input),
  };
}

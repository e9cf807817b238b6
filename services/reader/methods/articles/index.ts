import type { Implementations } from '../../../../core/rpc/contract.ts';
import type { ReaderContext } from '../../context.ts';
import type { articleMethods } from '../../contract/articles.ts';
import { getFullText } from './get-full-text.ts';
import { removeSaved } from './remove-saved.ts';
import { savePage } from './save-page.ts';
import { getFeedReading, setFeedReading } from './set-feed-reading.ts';

/** The methods of `contract/articles.ts`. */
export function articleImplementation(ctx: ReaderContext): Implementations<typeof articleMethods> {
  return {
    getFullText: input => getFullText(ctx, input),
    getFeedReading: input => getFeedReading(ctx, input),
    setFeedReading: input => setFeedReading(ctx, input),
    savePage: input => savePage(ctx, input),
    removeSaved: input => removeSaved(ctx, input),
  };
}

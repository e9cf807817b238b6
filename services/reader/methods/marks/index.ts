import type { Implementations } from '../../../../core/rpc/contract.ts';
import type { ReaderContext } from '../../context.ts';
import type { markMethods } from '../../contract/marks.ts';
import { listItemTags } from './list-item-tags.ts';
import { markItems } from './mark-items.ts';
import { markStreamRead } from './mark-stream-read.ts';
import { setPosition } from './set-position.ts';
import { undoRead } from './undo-read.ts';

/** The methods of `contract/marks.ts`. */
export function markImplementation(ctx: ReaderContext): Implementations<typeof markMethods> {
  return {
    markItems: input => markItems(ctx, input),
    listItemTags: input => listItemTags(ctx, input),
    markStreamRead: input => markStreamRead(ctx, input),
    undoRead: input => undoRead(ctx, input),
    setPosition: input => setPosition(ctx, input),
  };
}

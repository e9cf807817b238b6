import type { Implementations } from '../../../../core/rpc/contract.ts';
import type { ReaderContext } from '../../context.ts';
import type { sharingMethods } from '../../contract/sharing.ts';
import { shareItem } from './share-item.ts';

/** The methods of `contract/sharing.ts`. */
export function sharingImplementation(ctx: ReaderContext): Implementations<typeof sharingMethods> {
  return { shareItem: input => shareItem(ctx, input) };
}

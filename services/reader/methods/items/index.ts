import type { Implementations } from '../../../../core/rpc/contract.ts';
import type { ReaderContext } from '../../context.ts';
import type { itemMethods } from '../../contract/items.ts';
import { getItem, getItems } from './get-items.ts';
import { listItemIds } from './list-item-ids.ts';
import { listItems } from './list-items.ts';
import { searchItems } from './search-items.ts';

/** The methods of `contract/items.ts`. */
export function itemImplementation(ctx: ReaderContext): Implementations<typeof itemMethods> {
  return {
    listItems: input => listItems(ctx, input),
    getItem: input => getItem(ctx, input),
    getItems: input => getItems(ctx, input),
    listItemIds: input => listItemIds(ctx, input),
    searchItems: input => searchItems(ctx, input),
  };
}

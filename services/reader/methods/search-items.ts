import type { ReaderContext } from '../context.ts';
import type { Item } from '../contract.ts';
import { toItem } from '../store/item-row.ts';
import { findItems } from '../store/list-items.ts';

/** Items that have all words of the query, newest first. */
export async function searchItems(
  ctx: ReaderContext,
  { query, limit, publicOnly }: { query: string; limit: number; publicOnly: boolean },
): Promise<{ items: Item[] }> {
  const words = query.replaceAll('\0', ' ').toWellFormed();
  return { items: (await findItems(ctx.db, words, limit, publicOnly)).map(toItem) };
}

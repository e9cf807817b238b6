import type { ReaderContext } from '../context.ts';
import type { Item } from '../contract.ts';
import { toId } from '../store/feed-row.ts';
import { fromCursor, toCursor, toItem } from '../store/item-row.ts';
import { selectItems } from '../store/list-items.ts';

export interface ListItemsInput {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly feedId?: string | undefined;
  readonly tag?: string | undefined;
  readonly publicOnly: boolean;
}

/** Items newest first; `next` is the cursor of the following page. */
export async function listItems(
  ctx: ReaderContext,
  input: ListItemsInput,
): Promise<{ items: Item[]; next?: string }> {
  const { limit, tag, publicOnly } = input;
  const feedId = input.feedId === undefined ? undefined : (toId(input.feedId) ?? 0);
  const after = input.cursor === undefined ? undefined : fromCursor(input.cursor);
  const rows = await selectItems(ctx.db, { limit: limit + 1, after, feedId, tag, publicOnly });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { items: page.map(toItem), ...(rows.length > limit && last ? { next: toCursor(last) } : {}) };
}

import type { ReaderContext } from '../../context.ts';
import type { Item, View } from '../../contract/items.ts';
import { type ShownFrom, showImages } from '../../images/show-images.ts';
import { toId } from '../../store/feed-row.ts';
import { type ItemRow, toItem } from '../../store/item-row.ts';
import { fromCursor, toCursor } from '../../store/place.ts';
import { viewerOf } from '../../store/readers.ts';
import { selectItems } from '../../store/select-items.ts';
import { countFeeds, placesOf } from '../../store/stream.ts';

export interface ListItemsInput {
  readonly account?: string | undefined;
  readonly view?: View | undefined;
  readonly feedId?: string | undefined;
  readonly tag?: string | undefined;
  readonly itemTag?: string | undefined;
  readonly order?: 'newest' | 'oldest' | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly html?: boolean | undefined;
  readonly images?: ShownFrom;
}

export interface ItemPage {
  items: Item[];
  /** The cursor of the following page. */
  next?: string;
}

/** A page of a stream. */
export async function listItems(
  ctx: Pick<ReaderContext, 'db' | 'images'>,
  input: ListItemsInput,
): Promise<ItemPage> {
  const { limit, order = 'newest', html = false } = input;
  const viewer = viewerOf(input.account);
  const page = {
    view: input.view ?? 'all',
    feedId: input.feedId === undefined ? undefined : (toId(input.feedId) ?? 0),
    tag: input.tag,
    itemTag: input.itemTag,
    order,
    after: input.cursor === undefined ? undefined : fromCursor(input.cursor),
    limit: limit + 1,
  } as const;
  const places = placesOf(viewer, page, await countFeeds(ctx.db, viewer));
  return toPage(ctx, await selectItems(ctx.db, viewer, places, { order, html }), input);
}

/** Of one row more than the limit, a page and where the next begins. */
export function toPage(
  ctx: Pick<ReaderContext, 'images'>,
  rows: readonly ItemRow[],
  { limit, images }: { limit: number; images?: ShownFrom },
): ItemPage {
  const last = rows[limit - 1];
  const items = rows.slice(0, limit).map(row => showImages(ctx, toItem(row), images));
  return { items, ...(rows.length > limit && last ? { next: toCursor(last) } : {}) };
}

import { AppError } from '../../../../core/errors.ts';
import type { ReaderContext } from '../../context.ts';
import type { Item } from '../../contract/items.ts';
import { type ShownFrom, showImages } from '../../images/show-images.ts';
import { toId } from '../../store/feed-row.ts';
import { toItem } from '../../store/item-row.ts';
import { viewerOf } from '../../store/readers.ts';
import { placesById, selectItems } from '../../store/select-items.ts';

type Context = Pick<ReaderContext, 'db' | 'images'>;

/** An item with its HTML. Throws `not_found` for one that the viewer does not read. */
export async function getItem(
  ctx: Context,
  { account, id, images }: { account?: string | undefined; id: string; images?: ShownFrom },
): Promise<Item> {
  const [item] = await byIds(ctx, account, [id]);
  if (!item) throw new AppError('not_found', 'There is no such item.');
  return showImages(ctx, item, images);
}

/** Those of the items that the person reads, with their HTML, in the order of the ids. */
export async function getItems(
  ctx: Context,
  { account, ids, images }: { account: string; ids: readonly string[]; images?: ShownFrom },
): Promise<{ items: Item[] }> {
  const found = new Map((await byIds(ctx, account, ids)).map(item => [item.id, item]));
  const items = [...new Set(ids)].map(id => found.get(id)).filter(item => item !== undefined);
  return { items: items.map(item => showImages(ctx, item, images)) };
}

async function byIds(ctx: Context, account: string | undefined, ids: readonly string[]): Promise<Item[]> {
  const known = ids.map(toId).filter(id => id !== undefined);
  if (known.length === 0) return [];
  const viewer = viewerOf(account);
  const rows = await selectItems(ctx.db, viewer, placesById(viewer, known), { order: 'newest', html: true });
  return rows.map(toItem);
}

import type { ReaderContext } from '../../context.ts';
import type { View } from '../../contract/items.ts';
import type { ShownFrom } from '../../images/show-images.ts';
import { searchQuery } from '../../search/search-query.ts';
import { toId } from '../../store/feed-row.ts';
import { findItems } from '../../store/find-items.ts';
import { fromCursor } from '../../store/place.ts';
import { viewerOf } from '../../store/readers.ts';
import { type ItemPage, toPage } from './list-items.ts';

/** Items of a stream that have all words of the query, newest first. */
export async function searchItems(
  ctx: Pick<ReaderContext, 'db' | 'images'>,
  input: {
    account?: string | undefined;
    query: string;
    view?: View | undefined;
    feedId?: string | undefined;
    tag?: string | undefined;
    itemTag?: string | undefined;
    since?: string | undefined;
    until?: string | undefined;
    limit: number;
    cursor?: string | undefined;
    images?: ShownFrom;
  },
): Promise<ItemPage> {
  const { cursor, view = 'all', feedId, tag, itemTag, since, until } = input;
  const end = until === undefined ? undefined : { time: new Date(until), id: 0 };
  const after = cursor === undefined ? end : fromCursor(cursor);
  const within = {
    view,
    feedId: feedId === undefined ? undefined : (toId(feedId) ?? 0),
    tag,
    itemTag,
    since: since === undefined ? undefined : new Date(since),
  };
  const query = searchQuery(input.query.toWellFormed());
  if (!query) return { items: [] };
  const rows = await findItems(ctx.db, viewerOf(input.account), {
    query,
    within,
    after,
    limit: input.limit + 1,
  });
  return toPage(ctx, rows, input);
}

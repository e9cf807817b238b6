import type { ReaderContext } from '../../context.ts';
import type { ShownFrom } from '../../images/show-images.ts';
import { searchQuery } from '../../search/search-query.ts';
import { findItems } from '../../store/find-items.ts';
import { fromCursor } from '../../store/place.ts';
import { viewerOf } from '../../store/readers.ts';
import { type ItemPage, toPage } from './list-items.ts';

/** Items that have all words of the query, newest first. */
export async function searchItems(
  ctx: Pick<ReaderContext, 'db' | 'images'>,
  input: {
    account?: string | undefined;
    query: string;
    limit: number;
    cursor?: string | undefined;
    images?: ShownFrom;
  },
): Promise<ItemPage> {
  const after = input.cursor === undefined ? undefined : fromCursor(input.cursor);
  const query = searchQuery(input.query.toWellFormed());
  if (!query) return { items: [] };
  const rows = await findItems(ctx.db, viewerOf(input.account), { query, after, limit: input.limit + 1 });
  return toPage(ctx, rows, input);
}

import type { ReaderContext } from '../../context.ts';
import { findItems } from '../../store/find-items.ts';
import { fromCursor } from '../../store/place.ts';
import { viewerOf } from '../../store/readers.ts';
import { type ItemPage, toPage } from './list-items.ts';

/** Items that have all words of the query, newest first. */
export async function searchItems(
  ctx: Pick<ReaderContext, 'db'>,
  input: { account?: string | undefined; query: string; limit: number; cursor?: string | undefined },
): Promise<ItemPage> {
  const query = input.query.replaceAll('\0', ' ').toWellFormed();
  const after = input.cursor === undefined ? undefined : fromCursor(input.cursor);
  const rows = await findItems(ctx.db, viewerOf(input.account), { query, after, limit: input.limit + 1 });
  return toPage(rows, input.limit);
}

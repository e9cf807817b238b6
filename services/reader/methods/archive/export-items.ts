import type { CallContext } from '../../../../core/rpc/contract.ts';
import { writeItem } from '../../archive/write-archive.ts';
import type { ReaderContext } from '../../context.ts';
import { addressesOf, exportedIds } from '../../store/exported.ts';
import { getItems } from '../items/get-items.ts';

/** Items of one part of the document. */
const BATCH = 200;

/** The document as text, part by part, however much it is. */
export async function* exportItems(
  ctx: Pick<ReaderContext, 'db' | 'images'>,
  { account, all }: { account: string; all: boolean },
  { signal }: CallContext,
): AsyncGenerator<{ text: string }> {
  yield { text: '{"id":"user/-/state/com.google/reading-list","items":[' };
  let after = 0;
  let between = '\n';
  for (;;) {
    signal?.throwIfAborted();
    const ids = await exportedIds(ctx.db, account, { all, after, limit: BATCH });
    if (ids.length === 0) break;
    after = ids.at(-1)!;
    const { items } = await getItems(ctx, { account, ids: ids.map(String) });
    const feeds = await addressesOf(
      ctx.db,
      items.map(({ feedId }) => feedId),
    );
    for (const item of items) {
      yield { text: between + JSON.stringify(writeItem(item, feeds.get(item.feedId))) };
      between = ',\n';
    }
  }
  yield { text: '\n]}\n' };
}

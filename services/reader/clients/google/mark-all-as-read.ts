import { AppError } from '../../../../core/errors.ts';
import type { ReaderContext } from '../../context.ts';
import { markItems } from '../../methods/marks/mark-items.ts';
import { markStreamRead } from '../../methods/marks/mark-stream-read.ts';
import type { Condition } from '../../store/item-conditions.ts';
import { selectItemIds } from '../../store/item-ids.ts';
import { findStream } from './find-stream.ts';
import { readTime } from './list-ids.ts';
import { readStreamName } from './stream-name.ts';

/**
 * Makes a stream `s` read, as far as it had come in at `ts`. Throws `invalid` or `not_found` for a stream that there is not;
 * everything is made read for the reading list alone, named in full.
 */
export async function markAllAsRead(
  ctx: Pick<ReaderContext, 'db'>,
  account: string,
  form: URLSearchParams,
): Promise<void> {
  const name = form.get('s');
  if (!name) throw new AppError('invalid', 'Say which stream, with s=.');
  const stream = await findStream(ctx, account, readStreamName(name));
  const seenBefore = readTime(form, 'ts', 0);
  if (stream === undefined) await markStreamRead(ctx, { account, seenBefore });
  else if (stream.is === 'in_feed')
    await markStreamRead(ctx, { account, feedId: String(stream.feedId), seenBefore });
  else await markEach(ctx, account, stream, seenBefore);
}

/** What is no place but a mark of items, or a label of both: its unread items as they are now. */
async function markEach(
  ctx: Pick<ReaderContext, 'db'>,
  account: string,
  stream: Condition,
  until: string | undefined,
): Promise<void> {
  const include: Condition[] = [{ is: 'unread' }, stream];
  const ids = await selectItemIds(ctx.db, account, { include, order: 'newest', until, limit: 1_000_000 });
  if (ids.length > 0) await markItems(ctx, { account, ids: ids.map(String), read: true });
}

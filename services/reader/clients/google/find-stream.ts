import { AppError } from '../../../../core/errors.ts';
import type { ReaderContext } from '../../context.ts';
import { toId } from '../../store/feed-row.ts';
import type { Condition } from '../../store/item-conditions.ts';
import { hasLabel } from '../../store/labels.ts';
import { viewerOf } from '../../store/readers.ts';
import { findByAddress, getFeed } from '../../store/subscriptions.ts';
import { noStream, type StreamName } from './stream-name.ts';

type Context = Pick<ReaderContext, 'db'>;

/** States that are conditions on items. Whatever is in the reading list is so anyhow. */
const STATES: Readonly<Record<string, Condition | undefined>> = {
  read: { is: 'read' },
  unread: { is: 'unread' },
  'kept-unread': { is: 'unread' },
  starred: { is: 'starred' },
};

/**
 * What is true of the items of a stream; undefined for the reading list, which has all. Throws `invalid` for a state that
 * there is not, and `not_found` for a feed or label that the person does not have: nothing stands for everything by mistake.
 */
export async function findStream(
  ctx: Context,
  account: string,
  name: StreamName,
): Promise<Condition | undefined> {
  if (name.kind === 'feed')
    return { is: 'in_feed', feedId: Number(await findFeedId(ctx, account, name.feed)) };
  if (name.kind === 'label') {
    if (!(await hasLabel(ctx.db, account, name.label)))
      throw new AppError('not_found', `There is no label "${name.label}".`);
    return { is: 'labelled', tag: name.label };
  }
  if (name.state === 'reading-list') return undefined;
  const condition = Object.hasOwn(STATES, name.state) ? STATES[name.state] : undefined;
  if (!condition) throw noStream(`user/-/state/com.google/${name.state}`);
  return condition;
}

/** The id of a person's feed by its number or its address. Throws `not_found`. */
export async function findFeedId(ctx: Context, account: string, feed: string): Promise<string> {
  const viewer = viewerOf(account);
  if (toId(feed) !== undefined) return String((await getFeed(ctx.db, viewer, feed)).id);
  const found = await findByAddress(ctx.db, viewer, [feed, ...normal(feed)]);
  if (!found) throw new AppError('not_found', 'There is no such feed.');
  return String(found.id);
}

function normal(address: string): string[] {
  const url = URL.parse(address);
  return url ? [url.href] : [];
}

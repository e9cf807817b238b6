import { AppError } from '../../../../core/errors.ts';
import type { ReaderContext } from '../../context.ts';
import { listFeeds } from '../../methods/feeds/list-feeds.ts';
import { markItems } from '../../methods/marks/mark-items.ts';
import { markStreamRead } from '../../methods/marks/mark-stream-read.ts';
import { toId } from '../../store/feed-row.ts';
import { numberTags, tagOf } from '../tag-numbers.ts';

const STATES: Readonly<Record<string, { read?: boolean; starred?: boolean } | undefined>> = {
  read: { read: true },
  unread: { read: false },
  saved: { starred: true },
  unsaved: { starred: false },
};

/**
 * `mark=item|feed|group`, `as=read|unread|saved|unsaved`, `id`, and of feeds and groups those that came `before` a time in
 * seconds. Group 0 is everything. Throws `invalid` or `not_found`, having marked nothing.
 */
export async function feverMark(
  ctx: Pick<ReaderContext, 'db'>,
  account: string,
  fields: URLSearchParams,
): Promise<void> {
  const [what, as, id] = [fields.get('mark'), fields.get('as') ?? '', fields.get('id') ?? ''];
  const state = Object.hasOwn(STATES, as) ? STATES[as] : undefined;
  if (!state) throw new AppError('invalid', `as=${as.slice(0, 40)}: give read, unread, saved or unsaved.`);
  if (what === 'item') {
    if (toId(id) !== undefined) await markItems(ctx, { account, ids: [id], ...state });
    return;
  }
  if (as !== 'read') throw new AppError('invalid', 'A feed or a group can be marked as read only.');
  const place = await placeOf(ctx, account, what, id);
  if (place) await markStreamRead(ctx, { account, ...place, seenBefore: readBefore(fields) });
}

/** What to mark; undefined for the sparks, which there are none of. */
async function placeOf(
  ctx: Pick<ReaderContext, 'db'>,
  account: string,
  what: string | null,
  id: string,
): Promise<{ feedId?: string; tag?: string } | undefined> {
  const { feeds } = await listFeeds(ctx, { account });
  if (what === 'feed' && feeds.some(feed => feed.id === id)) return { feedId: id };
  if (what === 'group' && id === '0') return {};
  if (what === 'group' && id === '-1') return undefined;
  const tag = what === 'group' ? tagOf(numberTags(feeds), Number(id)) : undefined;
  if (tag !== undefined) return { tag };
  throw new AppError('not_found', 'There is no such feed or group.');
}

function readBefore(fields: URLSearchParams): string | undefined {
  const before = fields.get('before') ?? '';
  if (before === '' || before === '0') return undefined;
  if (!/^\d{1,11}$/.test(before)) throw new AppError('invalid', 'before: give a time in seconds since 1970.');
  return new Date(Number(before) * 1000).toISOString();
}

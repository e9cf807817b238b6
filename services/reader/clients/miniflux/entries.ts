import { AppError } from '../../../../core/errors.ts';
import type { ReaderContext } from '../../context.ts';
import { listFeeds } from '../../methods/feeds/list-feeds.ts';
import { getItem } from '../../methods/items/get-items.ts';
import { searchItems } from '../../methods/items/search-items.ts';
import { markItems } from '../../methods/marks/mark-items.ts';
import { entriesOf, findEntries } from './find-entries.ts';

interface Caller {
  readonly account: string;
  readonly readerId: number;
}

/** Entries by filters, or those that have the words of `search`, newest first. */
export async function listEntries(
  ctx: ReaderContext,
  caller: Caller,
  query: URLSearchParams,
): Promise<{ total: number; entries: object[] }> {
  const words = query.get('search') ?? '';
  if (words === '') return await findEntries(ctx, caller, query);
  const { account } = caller;
  const { items } = await searchItems(ctx, { account, query: words.slice(0, 200), limit: 100 });
  const { feeds } = await listFeeds(ctx, { account });
  const ids = items.map(item => item.id);
  return { total: ids.length, entries: await entriesOf(ctx, caller, ids, feeds) };
}

/** Throws `not_found`. */
export async function getEntry(ctx: ReaderContext, caller: Caller, id: string): Promise<object> {
  const { feeds } = await listFeeds(ctx, { account: caller.account });
  const [entry] = await entriesOf(ctx, caller, [id], feeds);
  if (!entry) throw new AppError('not_found', 'There is no such entry.');
  return entry;
}

/** Marks `entry_ids` as `status`, read or unread. Throws `invalid`. */
export async function setStatus(
  ctx: ReaderContext,
  account: string,
  body: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { entry_ids: ids, status } = body;
  if (!Array.isArray(ids) || ids.length === 0 || !ids.every(id => Number.isSafeInteger(id)))
    throw new AppError('invalid', 'entry_ids: give a list of whole numbers.');
  if (status !== 'read' && status !== 'unread') throw new AppError('invalid', 'status: give read or unread.');
  await markItems(ctx, { account, ids: ids.map(String), read: status === 'read' });
}

/** Stars an entry, or takes the star off. Throws `not_found`. */
export async function toggleBookmark(ctx: ReaderContext, account: string, id: string): Promise<void> {
  const item = await getItem(ctx, { account, id });
  await markItems(ctx, { account, ids: [item.id], starred: item.starredAt === undefined });
}

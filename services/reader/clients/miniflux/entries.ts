import { AppError } from '../../../../core/errors.ts';
import type { ReaderContext } from '../../context.ts';
import { getFullText } from '../../methods/articles/get-full-text.ts';
import { listFeeds } from '../../methods/feeds/list-feeds.ts';
import { getItem } from '../../methods/items/get-items.ts';
import { markItems } from '../../methods/marks/mark-items.ts';
import { setPosition } from '../../methods/marks/set-position.ts';
import { appHtml } from '../app-html.ts';
import { entriesOf, findEntries } from './find-entries.ts';
import { searchEntries } from './search-entries.ts';
import { itemOfEnclosure, readingTime } from './write.ts';

/** A day and more: no episode is longer. */
const MOST_SECONDS = 1_000_000;

interface Caller {
  readonly account: string;
  readonly readerId: number;
}

/** Entries by filters, those that have the words of `search` newest first. */
export async function listEntries(
  ctx: ReaderContext,
  caller: Caller,
  query: URLSearchParams,
): Promise<{ total: number; entries: object[] }> {
  return (query.get('search') ?? '') === ''
    ? await findEntries(ctx, caller, query)
    : await searchEntries(ctx, caller, query);
}

/** The text of the page to which an entry leads. Throws `not_found`, `unavailable` with what is wrong, and `rate_limited`. */
export async function fetchContent(
  ctx: ReaderContext,
  { account }: Caller,
  id: string,
): Promise<{ content: string; reading_time: number }> {
  const item = await getItem(ctx, { account, id });
  ctx.byHand.look(account);
  const { html, problem } = await getFullText(ctx, { account, id });
  if (html === undefined) throw new AppError('unavailable', problem ?? 'This entry leads to no page.');
  return { content: appHtml(ctx, { ...item, html }), reading_time: readingTime(item.summary, html) };
}

/** Keeps how far an enclosure was heard, in seconds (`media_progression`). Throws `invalid` and `not_found`. */
export async function setProgress(
  ctx: ReaderContext,
  account: string,
  enclosure: string,
  body: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { media_progression: seconds } = body;
  if (!Number.isSafeInteger(seconds) || Number(seconds) < 0 || Number(seconds) > MOST_SECONDS)
    throw new AppError('invalid', 'media_progression: give a whole number of seconds.');
  const item = await getItem(ctx, { account, id: itemOfEnclosure(enclosure) });
  await setPosition(ctx, { account, id: item.id, seconds: Number(seconds) });
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

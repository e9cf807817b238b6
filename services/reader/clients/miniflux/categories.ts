import { AppError } from '../../../../core/errors.ts';
import type { ReaderContext } from '../../context.ts';
import type { Feed } from '../../contract/feeds.ts';
import { listFeeds } from '../../methods/feeds/list-feeds.ts';
import { renameTag } from '../../methods/feeds/rename-tag.ts';
import { markItems } from '../../methods/marks/mark-items.ts';
import { markStreamRead } from '../../methods/marks/mark-stream-read.ts';
import { selectItemIds } from '../../store/item-ids.ts';
import { numberTags, tagOf } from '../tag-numbers.ts';
import { UNTAGGED, writeCategory, writeFeed } from './write.ts';

type Context = Pick<ReaderContext, 'db'>;
interface Caller {
  readonly account: string;
  readonly readerId: number;
}

/** The tags of feeds as categories, and one for the feeds without. */
export async function listCategories(ctx: Context, { account, readerId }: Caller): Promise<object[]> {
  const { feeds } = await listFeeds(ctx, { account });
  const all = [[UNTAGGED.title, UNTAGGED.id] as const, ...numberTags(feeds)];
  return all.map(([title, id]) => ({
    ...writeCategory(title, id, readerId),
    feed_count: membersOf(feeds, id).length,
    total_unread: membersOf(feeds, id).reduce((sum, feed) => sum + feed.unread, 0),
  }));
}

/** Throws `not_found`. */
export async function feedsOfCategory(
  ctx: Context,
  { account, readerId }: Caller,
  id: number,
): Promise<object[]> {
  const { feeds } = await listFeeds(ctx, { account });
  const numbers = numberTags(feeds);
  needTag(feeds, id);
  return membersOf(feeds, id).map(feed => writeFeed(feed, numbers, readerId));
}

/** Gives a category another name, or takes it off its feeds. Throws `not_found`, `invalid`. */
export async function changeCategory(
  ctx: Context,
  { account, readerId }: Caller,
  id: number,
  title: string | undefined,
): Promise<object> {
  const { feeds } = await listFeeds(ctx, { account });
  const tag = needTag(feeds, id);
  if (tag === undefined) throw new AppError('invalid', 'The category of feeds without a tag stays as it is.');
  await renameTag(ctx, { account, tag, name: title });
  const number = numberTags((await listFeeds(ctx, { account })).feeds).get(title ?? '') ?? id;
  return writeCategory(title ?? tag, number, readerId);
}

/** Makes a category read. Throws `not_found`, having marked nothing. */
export async function markCategoryRead(ctx: Context, { account }: Caller, id: number): Promise<void> {
  const { feeds } = await listFeeds(ctx, { account });
  const tag = needTag(feeds, id);
  if (tag !== undefined) return void (await markStreamRead(ctx, { account, tag }));
  const ids = await selectItemIds(ctx.db, account, {
    include: [{ is: 'unread' }, { is: 'in_untagged' }],
    order: 'newest',
    limit: 1_000_000,
  });
  if (ids.length > 0) await markItems(ctx, { account, ids: ids.map(String), read: true });
}

function membersOf(feeds: readonly Feed[], id: number): Feed[] {
  const tag = tagOf(numberTags(feeds), id);
  return feeds.filter(feed => (tag === undefined ? feed.tags.length === 0 : feed.tags.includes(tag)));
}

/** The tag of a category; undefined for that of feeds without one. Throws `not_found`. */
function needTag(feeds: readonly Feed[], id: number): string | undefined {
  const tag = tagOf(numberTags(feeds), id);
  if (tag === undefined && id !== UNTAGGED.id) throw new AppError('not_found', 'There is no such category.');
  return tag;
}

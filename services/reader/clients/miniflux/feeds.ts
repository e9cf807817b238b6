import { AppError } from '../../../../core/errors.ts';
import type { ReaderContext } from '../../context.ts';
import type { Feed } from '../../contract/feeds.ts';
import { listFeeds } from '../../methods/feeds/list-feeds.ts';
import { subscribe } from '../../methods/feeds/subscribe.ts';
import { updateFeed } from '../../methods/feeds/update-feed.ts';
import { numberTags, tagOf } from '../tag-numbers.ts';
import { UNTAGGED, writeFeed } from './write.ts';

type Body = Readonly<Record<string, unknown>>;

/** Subscribes to `feed_url` in the category `category_id`; gives the feed's number. Throws `invalid`. */
export async function createFeed(
  ctx: ReaderContext,
  account: string,
  body: Body,
  signal: AbortSignal,
): Promise<{ feed_id: number }> {
  const url = textOf(body, 'feed_url');
  if (url === undefined) throw new AppError('invalid', 'feed_url: say which feed.');
  const { feeds } = await listFeeds(ctx, { account });
  const tags = body['category_id'] === undefined ? [] : tagsOf(feeds, body['category_id']);
  const { feed } = await subscribe(ctx, { account, url, tags }, { signal });
  return { feed_id: Number(feed.id) };
}

/** Changes a feed's `title` and its category: its first tag, behind which the others stay. Throws `invalid`, `not_found`. */
export async function changeFeed(
  ctx: ReaderContext,
  { account, readerId }: { account: string; readerId: number },
  id: string,
  body: Body,
): Promise<Record<string, unknown>> {
  const { feeds } = await listFeeds(ctx, { account });
  const feed = feeds.find(each => each.id === id);
  if (!feed) throw new AppError('not_found', 'There is no such feed.');
  const moved = body['category_id'] === undefined ? undefined : tagsOf(feeds, body['category_id']);
  const tags = moved && [...new Set([...moved, ...feed.tags.slice(1)])];
  await updateFeed(ctx, { account, id, title: textOf(body, 'title'), tags });
  const changed = (await listFeeds(ctx, { account })).feeds;
  return writeFeed(changed.find(each => each.id === id)!, numberTags(changed), readerId);
}

function tagsOf(feeds: readonly Feed[], category: unknown): string[] {
  if (category === UNTAGGED.id || category === 0 || category === null) return [];
  const tag = typeof category === 'number' ? tagOf(numberTags(feeds), category) : undefined;
  if (tag === undefined) throw new AppError('invalid', 'category_id: there is no such category.');
  return [tag];
}

export function textOf(body: Body, name: string): string | undefined {
  const text = body[name];
  if (text === undefined || text === null) return undefined;
  if (typeof text !== 'string' || text.trim() === '' || text.length > 2000 || text.includes('\0'))
    throw new AppError('invalid', `${name}: give a text.`);
  return text.trim();
}

import { AppError } from '../../../../core/errors.ts';
import type { ReaderContext } from '../../context.ts';
import type { Feed } from '../../contract/feeds.ts';
import { listFeeds } from '../../methods/feeds/list-feeds.ts';
import { subscribe } from '../../methods/feeds/subscribe.ts';
import { unsubscribe } from '../../methods/feeds/unsubscribe.ts';
import { updateFeed } from '../../methods/feeds/update-feed.ts';
import { toId } from '../../store/feed-row.ts';
import { viewerOf } from '../../store/readers.ts';
import { getFeed } from '../../store/subscriptions.ts';
import { findFeedId } from './find-stream.ts';
import { labelId, readLabelName, readStreamName } from './stream-name.ts';

/** A subscription as Google Reader wrote it. */
function writeSubscription(feed: Feed, origin: string): Record<string, unknown> {
  return {
    id: `feed/${feed.id}`,
    title: feed.title,
    categories: feed.tags.map(tag => ({ id: labelId(tag), label: tag })),
    sortid: Number(feed.id).toString(16).padStart(8, '0'),
    firstitemmsec: '0',
    url: feed.url,
    htmlUrl: feed.siteUrl ?? feed.url,
    iconUrl: feed.icon === undefined ? '' : origin + feed.icon,
  };
}

export async function listSubscriptions(
  ctx: Pick<ReaderContext, 'db' | 'origin'>,
  account: string,
): Promise<{ subscriptions: Record<string, unknown>[] }> {
  return {
    subscriptions: (await listFeeds(ctx, { account })).feeds.map(feed => writeSubscription(feed, ctx.origin)),
  };
}

/**
 * Subscribes to, ends or changes (`ac`) the feeds `s`, each with its title `t`, putting on the labels `a` and taking off `r`.
 * Throws `invalid` or `not_found`.
 */
export async function editSubscriptions(
  ctx: ReaderContext,
  account: string,
  form: URLSearchParams,
  signal: AbortSignal,
): Promise<void> {
  const action = form.get('ac') ?? '';
  const titles = form.getAll('t');
  const add = form.getAll('a').filter(Boolean).map(readLabelName);
  const remove = form.getAll('r').filter(Boolean).map(readLabelName);
  const feeds = form.getAll('s').map(readFeedName);
  if (feeds.length === 0) throw new AppError('invalid', 'Say which feed, with s=feed/….');
  for (const [index, feed] of feeds.entries()) {
    const title = titles[index] || undefined;
    if (action === 'subscribe' && toId(feed) === undefined) {
      await subscribe(ctx, { account, url: feed, title, tags: add }, { signal });
      continue;
    }
    const id = await findFeedId(ctx, account, feed);
    if (action === 'unsubscribe') await unsubscribe(ctx, { account, id });
    else if (action === 'edit') await change(ctx, account, id, { title, add, remove });
    else throw new AppError('invalid', `ac=${action.slice(0, 40)}: give subscribe, unsubscribe or edit.`);
  }
}

function readFeedName(text: string): string {
  const name = readStreamName(text);
  if (name.kind !== 'feed') throw new AppError('invalid', `"${text.slice(0, 200)}" is not a feed.`);
  return name.feed;
}

async function change(
  ctx: ReaderContext,
  account: string,
  id: string,
  { title, add, remove }: { title: string | undefined; add: readonly string[]; remove: readonly string[] },
): Promise<void> {
  if (add.length + remove.length === 0) return void (await updateFeed(ctx, { account, id, title }));
  const { tags } = await getFeed(ctx.db, viewerOf(account), id);
  const changed = [...new Set([...tags.filter(tag => !remove.includes(tag)), ...add])];
  await updateFeed(ctx, { account, id, title, tags: changed });
}

/** Subscribes to what a person typed; says what is wrong in the answer itself, as apps expect. */
export async function quickAdd(
  ctx: ReaderContext,
  account: string,
  query: string,
  signal: AbortSignal,
): Promise<Record<string, unknown>> {
  try {
    const { feed } = await subscribe(ctx, { account, url: query.replace(/^feed\//, '') }, { signal });
    return { query, numResults: 1, streamId: `feed/${feed.id}`, streamName: feed.title };
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'internal') throw error;
    return { query, numResults: 0, error: error.message };
  }
}

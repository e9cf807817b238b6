import type { CallContext } from '../../../core/rpc/contract.ts';
import type { ReaderContext } from '../context.ts';
import type { Feed } from '../contract.ts';
import { feedUrl } from '../feed-url.ts';
import { takeIn } from '../poll/take-in.ts';
import { addFeeds } from '../store/add-feeds.ts';
import { pollRow } from '../store/due.ts';
import { type FeedRow, toFeed } from '../store/feed-row.ts';
import { changeFeed, findByAddress, getFeed } from '../store/feeds.ts';
import { recordPolls } from '../store/record-polls.ts';

export interface Subscription {
  readonly url: string;
  readonly tags?: readonly string[] | undefined;
  readonly title?: string | undefined;
  readonly public?: boolean | undefined;
}

/** Adds the feed at an address, or the one that the page there names, with its items. A known one stays as it is. */
export async function subscribe(
  ctx: ReaderContext,
  input: Subscription,
  { signal = new AbortController().signal }: CallContext,
): Promise<{ feed: Feed; created: boolean }> {
  const known = await findByAddress(ctx.db, [feedUrl(input.url)]);
  if (known) return { feed: toFeed(known), created: false };

  const { discover } = await import('../discover/discover.ts');
  const { url, answer, feed } = await discover(ctx, input.url, signal);
  const isPublic = input.public ?? ctx.config.public;
  const outline = { url, title: feed.title, siteUrl: feed.siteUrl, tags: input.tags ?? [] };
  const id = (await addFeeds(ctx.db, [outline], isPublic)).get(url);
  if (id === undefined) return { feed: toFeed(await knownAs(ctx, url)), created: false };

  const row = await pollRow(ctx.db, id);
  // The address was found just now: a move has been followed already.
  if (row)
    await recordPolls(ctx.db, [(await takeIn(ctx, row, { ...answer, permanentUrl: url }, feed)).record]);
  const added = input.title
    ? changeFeed(ctx.db, String(id), { title: input.title })
    : getFeed(ctx.db, String(id));
  return { feed: toFeed(await added), created: true };
}

async function knownAs(ctx: ReaderContext, url: string): Promise<FeedRow> {
  return (await findByAddress(ctx.db, [url])) ?? (await getFeed(ctx.db, ''));
}

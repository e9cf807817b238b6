import type { CallContext } from '../../../../core/rpc/contract.ts';
import type { ReaderContext } from '../../context.ts';
import type { Feed } from '../../contract/feeds.ts';
import type { Discovered } from '../../discover/discover.ts';
import { feedUrl } from '../../feed-url.ts';
import { takeIn } from '../../poll/take-in.ts';
import { addSubscriptions } from '../../store/add-subscriptions.ts';
import { pollRow } from '../../store/due.ts';
import { toFeed } from '../../store/feed-row.ts';
import { isKnown } from '../../store/feeds.ts';
import { viewerOf } from '../../store/readers.ts';
import { recordPolls } from '../../store/record-polls.ts';
import { changeSubscription, findByAddress, getFeed } from '../../store/subscriptions.ts';

export interface Subscription {
  readonly account: string;
  readonly url: string;
  readonly tags?: readonly string[] | undefined;
  readonly title?: string | undefined;
  readonly public?: boolean | undefined;
}

/**
 * Adds the feed at an address, or the one that the page there names, to what a person reads, with its items. One that the
 * person reads already stays as it is.
 */
export async function subscribe(
  ctx: ReaderContext,
  input: Subscription,
  { signal = new AbortController().signal }: CallContext,
): Promise<{ feed: Feed; created: boolean }> {
  const viewer = viewerOf(input.account);
  const address = feedUrl(input.url);
  const known = await findByAddress(ctx.db, viewer, [address]);
  if (known) return { feed: toFeed(known), created: false };
  if (await isKnown(ctx.db, address)) return await add(ctx, input, address, undefined);

  const { discover } = await import('../../discover/discover.ts');
  const found = await discover(ctx, input.url, signal);
  return await add(ctx, input, found.url, found);
}

/** `found`: what was fetched from there just now. */
async function add(
  ctx: ReaderContext,
  input: Subscription,
  url: string,
  found: Discovered | undefined,
): Promise<{ feed: Feed; created: boolean }> {
  const viewer = viewerOf(input.account);
  const isPublic = input.public ?? ctx.config.public;
  const feed = {
    url,
    title: found?.feed.title ?? '',
    siteUrl: found?.feed.siteUrl,
    tags: [...(input.tags ?? [])],
  };
  const added = (await addSubscriptions(ctx.db, input.account, [feed], isPublic)).get(url);
  if (!added) {
    const known = await findByAddress(ctx.db, viewer, [url]);
    return { feed: toFeed(known ?? (await getFeed(ctx.db, viewer, ''))), created: false };
  }
  const row = found && added.fresh ? await pollRow(ctx.db, added.id) : undefined;
  if (row && found) {
    // The address was found just now: a move has been followed already.
    const { record } = await takeIn(ctx, row, { ...found.answer, permanentUrl: url }, found.feed);
    await recordPolls(ctx.db, [record]);
  }
  const id = String(added.id);
  const whole = input.title
    ? changeSubscription(ctx.db, viewer, id, { title: input.title })
    : getFeed(ctx.db, viewer, id);
  return { feed: toFeed(await whole), created: true };
}

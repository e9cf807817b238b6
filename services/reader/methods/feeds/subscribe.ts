import { AppError } from '../../../../core/errors.ts';
import type { CallContext } from '../../../../core/rpc/contract.ts';
import type { ReaderContext } from '../../context.ts';
import { OWNER } from '../../contract/common.ts';
import type { Feed, OfferedFeed } from '../../contract/feeds.ts';
import type { Discovered } from '../../discover/discover.ts';
import { feedAddress } from '../../feed-url.ts';
import {
  type BasicAuth,
  fetchOptions,
  type OwnFetchOptions,
  sealSecrets,
} from '../../options/feed-options.ts';
import { takeIn } from '../../poll/take-in.ts';
import { addSubscriptions, MOST_FEEDS, type Refusal, refusalsOf } from '../../store/add-subscriptions.ts';
import { pollRow } from '../../store/due.ts';
import { keepOptions } from '../../store/feed-options.ts';
import { toFeed } from '../../store/feed-row.ts';
import { isKnown } from '../../store/feeds.ts';
import { type Viewer, viewerOf } from '../../store/readers.ts';
import { recordPolls } from '../../store/record-polls.ts';
import { changeSubscription, findByAddress, getFeed, readAddresses } from '../../store/subscriptions.ts';

/** What a person is told who was not subscribed. */
export const REFUSAL_WORDS: Readonly<Record<Refusal, string>> = {
  closed: 'Only the owner of this site reads feeds behind a password here.',
  full: `You read ${MOST_FEEDS} feeds, as many as a member may. Unsubscribe from some first.`,
};

export interface Subscription {
  readonly account: string;
  readonly url: string;
  readonly tags?: readonly string[] | undefined;
  readonly title?: string | undefined;
  readonly public?: boolean | undefined;
}

export interface Subscribed {
  readonly feed: Feed;
  readonly created: boolean;
  readonly others?: OfferedFeed[];
}

/**
 * Adds the feed at an address, or the one that the page there names, to what a person reads, with its items. One that the
 * person reads already stays as it is. A name and password in the address become options of the feed. Throws `invalid` where
 * there is no feed, and to others than the owner `forbidden` for one that is fetched with a secret or beyond `MOST_FEEDS`.
 */
export async function subscribe(
  ctx: ReaderContext,
  input: Subscription,
  { signal = new AbortController().signal }: CallContext,
): Promise<Subscribed> {
  const viewer = viewerOf(input.account);
  const { url: address, basicAuth } = feedAddress(input.url);
  if (input.account !== OWNER && basicAuth) throw new AppError('forbidden', REFUSAL_WORDS.closed);
  const known = await findByAddress(ctx.db, viewer, [address]);
  if (known) return { feed: toFeed(known), created: false };
  if (await isKnown(ctx.db, address)) return await add(ctx, input, address, undefined);

  ctx.byHand.look(input.account);
  const { discover } = await import('../../discover/discover.ts');
  if (!basicAuth) {
    const found = await discover(ctx, input.url, signal);
    const { feed, created } = await add(ctx, input, found.url, found);
    return { feed, created, others: await unknownOf(ctx.db, viewer, found.others) };
  }
  const found = await discover(withOptions(ctx, address, fetchOptions({ basicAuth })), address, signal);
  return await add(ctx, input, found.url, found, isOf(found.url, address) ? basicAuth : undefined);
}

/** Asks with options that hold secrets, but nobody beside the server of the address for which they are. */
export function withOptions(ctx: ReaderContext, address: string, own: OwnFetchOptions): ReaderContext {
  return {
    ...ctx,
    download: (url, options) => ctx.download(url, isOf(url, address) ? { ...own, ...options } : options),
  };
}

/** Whether both addresses are of one origin. */
export function isOf(url: string, address: string): boolean {
  return new URL(url).origin === new URL(address).origin;
}

/** Those that the person does not read. */
async function unknownOf(
  db: ReaderContext['db'],
  viewer: Viewer,
  offered: readonly OfferedFeed[],
): Promise<OfferedFeed[]> {
  const read = await readAddresses(
    db,
    viewer,
    offered.map(({ url }) => url),
  );
  return offered.filter(({ url }) => !read.has(url));
}

/** Subscribes to the feed of an address. `found`: what was fetched from there just now. */
export async function add(
  ctx: ReaderContext,
  input: Subscription,
  url: string,
  found: Discovered | undefined,
  basicAuth?: BasicAuth,
): Promise<Subscribed> {
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
    const refusal = (await refusalsOf(ctx.db, input.account, [url])).get(url);
    if (refusal) throw new AppError('forbidden', REFUSAL_WORDS[refusal]);
    const known = await findByAddress(ctx.db, viewer, [url]);
    return { feed: toFeed(known ?? (await getFeed(ctx.db, viewer, ''))), created: false };
  }
  if (basicAuth && added.fresh) {
    const sealed = sealSecrets(ctx.secrets, added.id, { basicAuth }) ?? null;
    await keepOptions(ctx.db, added.id, { userAgent: null, sealed });
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

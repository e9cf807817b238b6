import { AppError } from '../../../../core/errors.ts';
import type { CallContext } from '../../../../core/rpc/contract.ts';
import type { ReaderContext } from '../../context.ts';
import { OWNER } from '../../contract/common.ts';
import type { Feed } from '../../contract/feeds.ts';
import type { Discovered } from '../../discover/discover.ts';
import { feedUrl } from '../../feed-url.ts';
import { type FeedSecrets, fetchOptions, openSecrets, sealSecrets } from '../../options/feed-options.ts';
import { takeIn } from '../../poll/take-in.ts';
import { moveByHand, ownTitle } from '../../store/change-address.ts';
import { type PollRow, pollRow } from '../../store/due.ts';
import { toFeed } from '../../store/feed-row.ts';
import { isKnown } from '../../store/feeds.ts';
import { viewerOf } from '../../store/readers.ts';
import { recordPolls } from '../../store/record-polls.ts';
import { removeSubscription } from '../../store/remove-subscription.ts';
import { getFeed } from '../../store/subscriptions.ts';
import { add, isOf, withOptions } from './subscribe.ts';

/** Has a feed of a person read from another address; `contract/addresses.ts` says how. */
export async function changeAddress(
  ctx: ReaderContext,
  { account, id, url: written }: { account: string; id: string; url: string },
  { signal = new AbortController().signal }: CallContext,
): Promise<{ feed: Feed }> {
  const viewer = viewerOf(account);
  const before = await getFeed(ctx.db, viewer, id);
  const row = await pollRow(ctx.db, before.id);
  if (!row) throw new AppError('not_found', 'There is no such feed.');
  const secrets = account === OWNER ? readSecrets(ctx, row) : {};
  const address = feedUrl(written);
  const found = (await isKnown(ctx.db, address))
    ? undefined
    : await lookAt(ctx, account, { written, from: row.url, secrets }, signal);
  const url = found?.url ?? address;
  if (url === row.url) return { feed: toFeed(before) };

  const sealed = sealSecrets(ctx.secrets, row.id, isOf(url, row.url) ? secrets : onlyProxy(secrets)) ?? null;
  if (await moveByHand(ctx.db, account, row.id, { from: row.url, url, sealed })) {
    const moved = found && (await pollRow(ctx.db, row.id));
    if (moved)
      await recordPolls(ctx.db, [
        (await takeIn(ctx, moved, { ...found.answer, permanentUrl: url }, found.feed)).record,
      ]);
    else await ctx.sweepSoon();
    return { feed: toFeed(await getFeed(ctx.db, viewer, id)) };
  }
  const { tags, public: shown } = before;
  const title = await ownTitle(ctx.db, account, before.id);
  const { feed, created } = await add(ctx, { account, url, tags, title, public: shown }, url, found);
  if (!created) throw new AppError('conflict', `You read what is at ${url} already, as ${feed.title}.`);
  await removeSubscription(ctx.db, account, before.id);
  await ctx.sweepSoon();
  return { feed: toFeed(await getFeed(ctx.db, viewer, feed.id)) };
}

interface Look {
  readonly written: string;
  readonly from: string;
  readonly secrets: FeedSecrets;
}

async function lookAt(
  ctx: ReaderContext,
  account: string,
  { written, from, secrets }: Look,
  signal: AbortSignal,
): Promise<Discovered> {
  ctx.byHand.look(account);
  const { discover } = await import('../../discover/discover.ts');
  return await discover(withOptions(ctx, from, fetchOptions(secrets)), written, signal);
}

function readSecrets(ctx: Pick<ReaderContext, 'secrets' | 'log'>, row: PollRow): FeedSecrets {
  try {
    return openSecrets(ctx.secrets, row);
  } catch (error) {
    ctx.log.warn({ err: error, feed: row.id }, 'The options of a feed cannot be read.');
    return {};
  }
}

/** A cookie and a password are for the site where the feed was. */
function onlyProxy({ proxy }: FeedSecrets): FeedSecrets {
  return proxy === undefined ? {} : { proxy };
}

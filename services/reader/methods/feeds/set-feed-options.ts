import { AppError } from '../../../../core/errors.ts';
import type { ReaderContext } from '../../context.ts';
import { OWNER } from '../../contract/common.ts';
import type { FeedOptions, SetFeedOptions } from '../../contract/options.ts';
import { type FeedSecrets, openSecrets, proxyAddress, sealSecrets } from '../../options/feed-options.ts';
import { keepOptions, type OptionsRow, optionsOf } from '../../store/feed-options.ts';
import { viewerOf } from '../../store/readers.ts';
import { getFeed } from '../../store/subscriptions.ts';

type OptionsContext = Pick<ReaderContext, 'db' | 'secrets' | 'sweepSoon' | 'log'>;

/** Throws `forbidden` and `not_found`. */
export async function getFeedOptions(
  ctx: OptionsContext,
  { account, id }: { account: string; id: string },
): Promise<{ options: FeedOptions }> {
  const row = await findOptions(ctx, account, id);
  return { options: shownOptions(row.user_agent, readSecrets(ctx, row)) };
}

/** Changes how a feed is fetched; absent stays and null goes. It is polled anew soon. Throws `forbidden`, `not_found` and `invalid`. */
export async function setFeedOptions(
  ctx: OptionsContext,
  { account, id, ...changes }: SetFeedOptions,
): Promise<{ options: FeedOptions }> {
  const row = await findOptions(ctx, account, id);
  const before = readSecrets(ctx, row);
  const proxy = changes.proxy ? proxyAddress(changes.proxy) : changes.proxy;
  const secrets: FeedSecrets = {
    ...pick('cookie', changes.cookie, before.cookie),
    ...pick('basicAuth', changes.basicAuth, before.basicAuth),
    ...pick('proxy', proxy, before.proxy),
  };
  const userAgent = changes.userAgent === undefined ? row.user_agent : changes.userAgent;
  await keepOptions(ctx.db, row.id, { userAgent, sealed: sealSecrets(ctx.secrets, row.id, secrets) ?? null });
  await ctx.sweepSoon();
  return { options: shownOptions(userAgent, secrets) };
}

function pick<K extends string, T>(name: K, change: T | null | undefined, before: T | undefined) {
  const value = change === undefined ? before : (change ?? undefined);
  return value === undefined ? {} : ({ [name]: value } as Record<K, T>);
}

/** The owner's secrets, and the places that are asked, concern all who read the feed and the site itself. */
async function findOptions(ctx: OptionsContext, account: string, id: string): Promise<OptionsRow> {
  if (account !== OWNER)
    throw new AppError('forbidden', 'Only the owner of this site decides how feeds are fetched.');
  const feed = await getFeed(ctx.db, viewerOf(account), id);
  const row = await optionsOf(ctx.db, feed.id);
  if (!row) throw new AppError('not_found', 'There is no such feed.');
  return row;
}

/** What was sealed with a key that is lost is as good as not set, so that it can be set anew. */
function readSecrets(ctx: OptionsContext, row: OptionsRow): FeedSecrets {
  try {
    return openSecrets(ctx.secrets, row);
  } catch (error) {
    ctx.log.warn({ err: error, feed: row.id }, 'The options of a feed cannot be read.');
    return {};
  }
}

/** Of secrets it is told only that they are set. */
function shownOptions(userAgent: string | null, secrets: FeedSecrets): FeedOptions {
  return {
    userAgent: userAgent ?? undefined,
    cookie: secrets.cookie !== undefined,
    basicAuth: secrets.basicAuth !== undefined,
    proxy: secrets.proxy !== undefined,
  };
}

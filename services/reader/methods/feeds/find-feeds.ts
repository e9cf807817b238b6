import { AppError, toAppError } from '../../../../core/errors.ts';
import type { CallContext } from '../../../../core/rpc/contract.ts';
import type { ReaderContext } from '../../context.ts';
import type { FoundFeed } from '../../contract/addresses.ts';
import { viewerOf } from '../../store/readers.ts';
import { getFeed } from '../../store/subscriptions.ts';

export interface FoundFeeds {
  /** The page that was looked at. */
  site: string;
  feeds: FoundFeed[];
  problem?: string;
}

/** The feeds that the site of a feed names now, other than the one that it had. Throws `not_found` and `rate_limited`. */
export async function findFeeds(
  ctx: Pick<ReaderContext, 'db' | 'download' | 'parse' | 'byHand'>,
  { account, id }: { account: string; id: string },
  { signal = new AbortController().signal }: CallContext,
): Promise<FoundFeeds> {
  const feed = await getFeed(ctx.db, viewerOf(account), id);
  const site = siteOf(feed);
  ctx.byHand.look(account);
  const { discover } = await import('../../discover/discover.ts');
  try {
    const { url, feed: found, others } = await discover(ctx, site, signal);
    const all = [
      { url, title: found.title },
      ...others.map(({ url: other, title }) => ({ url: other, title })),
    ];
    const feeds = all.filter(one => one.url !== feed.url);
    if (feeds.length > 0) return { site, feeds };
    return { site, feeds, problem: `${site} names the address that it has already, and no other.` };
  } catch (error) {
    signal.throwIfAborted();
    const { code, message } = toAppError(error);
    if (!(error instanceof AppError) || code === 'internal') throw error;
    return { site, feeds: [], problem: message };
  }
}

/** What it says its site is, where that can be asked for, or else the front page of its host. */
function siteOf({ site_url: site, url }: { readonly site_url: string | null; readonly url: string }): string {
  const named = site === null ? null : URL.parse(site);
  return named && /^https?:$/.test(named.protocol) ? named.href : new URL('/', url).href;
}

import type { Implementations } from '../../../../core/rpc/contract.ts';
import type { ReaderContext } from '../../context.ts';
import type { addressMethods } from '../../contract/addresses.ts';
import type { feedMethods } from '../../contract/feeds.ts';
import type { healthMethods } from '../../contract/health.ts';
import type { optionsMethods } from '../../contract/options.ts';
import { changeAddress } from './change-address.ts';
import { feedHealth } from './feed-health.ts';
import { findFeeds } from './find-feeds.ts';
import { listFeedProblems } from './list-feed-problems.ts';
import { listFeeds } from './list-feeds.ts';
import { pollNow } from './poll-now.ts';
import { renameTag } from './rename-tag.ts';
import { getFeedOptions, setFeedOptions } from './set-feed-options.ts';
import { subscribe } from './subscribe.ts';
import { unsubscribe } from './unsubscribe.ts';
import { updateFeed } from './update-feed.ts';

type FeedMethods = typeof feedMethods & typeof addressMethods & typeof healthMethods & typeof optionsMethods;

/** The methods of `contract/feeds.ts`, `addresses.ts`, `health.ts` and `options.ts`. */
export function feedImplementation(ctx: ReaderContext): Implementations<FeedMethods> {
  return {
    subscribe: (input, call) => subscribe(ctx, input, call),
    updateFeed: input => updateFeed(ctx, input),
    unsubscribe: input => unsubscribe(ctx, input),
    listFeeds: input => listFeeds(ctx, input),
    renameTag: input => renameTag(ctx, input),
    feedHealth: input => feedHealth(ctx, input),
    listFeedProblems: input => listFeedProblems(ctx, input),
    getFeedOptions: input => getFeedOptions(ctx, input),
    setFeedOptions: input => setFeedOptions(ctx, input),
    findFeeds: (input, call) => findFeeds(ctx, input, call),
    changeAddress: (input, call) => changeAddress(ctx, input, call),
    pollNow: (input, call) => pollNow(ctx, input, call),
  };
}

import type { Implementations } from '../../../../core/rpc/contract.ts';
import type { ReaderContext } from '../../context.ts';
import type { feedMethods } from '../../contract/feeds.ts';
import { listFeeds } from './list-feeds.ts';
import { pollNow } from './poll-now.ts';
import { renameTag } from './rename-tag.ts';
import { subscribe } from './subscribe.ts';
import { unsubscribe } from './unsubscribe.ts';
import { updateFeed } from './update-feed.ts';

/** The methods of `contract/feeds.ts`. */
export function feedImplementation(ctx: ReaderContext): Implementations<typeof feedMethods> {
  return {
    subscribe: (input, call) => subscribe(ctx, input, call),
    updateFeed: input => updateFeed(ctx, input),
    unsubscribe: input => unsubscribe(ctx, input),
    listFeeds: input => listFeeds(ctx, input),
    renameTag: input => renameTag(ctx, input),
    pollNow: (input, call) => pollNow(ctx, input, call),
  };
}

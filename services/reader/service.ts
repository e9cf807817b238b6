import { defineService } from '../../core/service/service.ts';
import { readerOptions } from './config.ts';
import { createContext } from './context.ts';
import { readerContract } from './contract.ts';
import { pollJob } from './jobs/poll.ts';
import { sweepJob } from './jobs/sweep.ts';
import { exportOpml } from './methods/export-opml.ts';
import { importOpml } from './methods/import-opml.ts';
import { listFeeds } from './methods/list-feeds.ts';
import { listItems } from './methods/list-items.ts';
import { pollNow } from './methods/poll-now.ts';
import { searchItems } from './methods/search-items.ts';
import { subscribe } from './methods/subscribe.ts';
import { unsubscribe } from './methods/unsubscribe.ts';
import { updateFeed } from './methods/update-feed.ts';
import { addRoutes } from './routes.ts';
import type { Schema } from './schema.ts';

/** Subscriptions, their polling, and what was read. */
export const readerService = defineService<typeof readerContract, typeof readerOptions, Schema>({
  contract: readerContract,
  options: readerOptions,
  migrations: new URL('./migrations/', import.meta.url),
  create(service) {
    const ctx = createContext(service, () => sweep.send({}));
    const poll = service.jobs.define('reader.poll', pollJob(ctx));
    const sweep = service.jobs.define('reader.sweep', sweepJob(ctx, poll));
    return {
      methods: {
        subscribe: (input, call) => subscribe(ctx, input, call),
        unsubscribe: input => unsubscribe(ctx, input),
        updateFeed: input => updateFeed(ctx, input),
        listFeeds: input => listFeeds(ctx, input),
        listItems: input => listItems(ctx, input),
        searchItems: input => searchItems(ctx, input),
        pollNow: (input, call) => pollNow(ctx, input, call),
        exportOpml: input => exportOpml(ctx, input),
        importOpml: (input, call) => importOpml(ctx, input, call),
      },
      routes: http => addRoutes(http, ctx),
    };
  },
});

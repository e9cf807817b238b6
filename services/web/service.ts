import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineService } from '../../core/service/service.ts';
import { apiContract } from '../api/contract.ts';
import { botContract } from '../bot/contract.ts';
import { chatContract } from '../chat/contract.ts';
import { readerContract } from '../reader/contract.ts';
import { relayContract } from '../relay/contract.ts';
import { loadAssets } from './assets/assets.ts';
import { webOptions } from './config.ts';
import type { WebContext } from './context.ts';
import { webContract } from './contract.ts';
import { PageCache } from './http/page-cache.ts';
import { getFeed } from './methods/get-feed.ts';
import { PostPages } from './post-pages.ts';
import { webRoutes } from './routes.ts';
import { SiteState } from './site-state.ts';

/** A release brings along what browsers are served. */
const BUILT = fileURLToPath(new URL('../../built', import.meta.url));

/** The pages of the site, its feeds and its forms. */
export const webService = defineService<typeof webContract, typeof webOptions>({
  contract: webContract,
  options: webOptions,
  async create(ctx) {
    const api = ctx.client(apiContract);
    const assets = await loadAssets(existsSync(BUILT) ? BUILT : ctx.data, ctx.log);
    const state = new SiteState(api);
    const looks = JSON.stringify([ctx.version, assets.hash, ctx.origin, ctx.config]);
    const build = createHash('sha256').update(looks).digest('base64url').slice(0, 12);
    const web: WebContext = {
      config: ctx.config,
      origin: ctx.origin,
      log: ctx.log,
      cache: ctx.cache,
      api,
      reader: ctx.client(readerContract),
      bot: ctx.client(botContract),
      chat: ctx.client(chatContract),
      relay: ctx.client(relayContract),
      assets,
      state,
      pages: new PageCache(ctx.cache, state, build),
      posts: new PostPages(api, ctx.origin),
    };
    let unfollow: (() => void) | undefined;
    return {
      methods: { getFeed: (input, call) => getFeed(web, input, call) },
      routes: http => webRoutes(http, web),
      async start() {
        unfollow = state.follow();
      },
      async dispose() {
        unfollow?.();
      },
    };
  },
});

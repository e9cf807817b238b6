import type { TestContext } from 'node:test';
import { createCache } from '../../../core/cache/index.ts';
import { readSection } from '../../../core/config/options.ts';
import { createApp } from '../../../core/http/app.ts';
import { createLog } from '../../../core/log.ts';
import { Metrics } from '../../../core/metrics.ts';
import { loadAssets } from '../assets/assets.ts';
import { type WebConfig, webOptions } from '../config.ts';
import type { WebContext } from '../context.ts';
import { PageCache } from '../http/page-cache.ts';
import { PostPages } from '../post-pages.ts';
import { webRoutes } from '../routes.ts';
import { SiteState } from '../site-state.ts';
import { fakeServices } from './fake-services.ts';
import { bundlesData } from './shared-bundles.ts';

export const ORIGIN = 'https://site.example';

/** The whole site over fake services, asked with `app.inject`. Gone when the test ends. */
export async function testSite(t: TestContext, settings: Partial<WebConfig> = {}, origin = ORIGIN) {
  const log = createLog({ level: 'silent' });
  const metrics = new Metrics();
  const cache = createCache({ servers: [], log, metrics });
  const services = fakeServices();
  const state = new SiteState(services.api.client);
  const unfollow = state.follow();
  const web: WebContext = {
    config: readSection('web', webOptions, settings, {}),
    origin,
    log,
    cache,
    api: services.api.client,
    reader: services.reader.client,
    bot: services.bot.client,
    chat: services.chat.client,
    relay: services.relay.client,
    assets: await loadAssets(bundlesData(), log),
    state,
    pages: new PageCache(cache, state, 'test'),
    posts: new PostPages(services.api.client, origin),
  };
  const app = await createApp({ log, metrics, origin, trustedProxies: [] });
  await app.register(async child => webRoutes(child, web));
  await app.ready();
  t.after(async () => {
    unfollow();
    await app.close();
    await cache.close();
  });
  /** Asks for a page as a browser does. */
  const get = (url: string, headers: Record<string, string> = {}) =>
    app.inject({ url, headers: { accept: 'text/html', ...headers } });
  return { ...services, web, app, get };
}

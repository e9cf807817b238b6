import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { TestContext } from 'node:test';
import { sql } from 'kysely';
import { createApp } from '../../../core/http/app.ts';
import { Metrics } from '../../../core/metrics.ts';
import { OWNER } from '../contract.ts';
import { askHubsJob } from '../jobs/ask-hubs.ts';
import { feedHealth } from '../methods/feeds/feed-health.ts';
import { pollNow } from '../methods/feeds/poll-now.ts';
import { subscribe } from '../methods/feeds/subscribe.ts';
import { listItems } from '../methods/items/list-items.ts';
import { websubRoutes } from '../routes/websub.ts';
import { noSignal, testReader } from './context.ts';
import { type FeedServer, feedServer, rss } from './feed-server.ts';

/** In seconds. */
export const DAY = 86_400;

async function read(request: IncomingMessage): Promise<URLSearchParams> {
  let body = '';
  for await (const chunk of request) body += chunk;
  return new URLSearchParams(body);
}

/** A feed with a hub, which notes what it is asked and does nothing by itself. */
export async function hubReader(t: TestContext) {
  const [ctx, server] = await Promise.all([testReader(t), feedServer(t)]);
  const topic = `${server.origin}/feed`;
  const links = { link: `<${server.origin}/hub>; rel="hub", <${topic}>; rel="self"` };
  const set = (guids: string[], headers: Record<string, string> = links) => {
    server.pages['/feed'] = { body: rss(guids), headers };
  };
  const forms: Record<string, string>[] = [];
  const hub = (answer: FeedServer['pages'][string] & object) => {
    server.pages['/hub'] = async request => {
      forms.push(Object.fromEntries(await read(request)));
      return answer as { status: number };
    };
  };
  hub({ status: 202 });
  set(['1']);
  const { feed } = await subscribe(ctx, { account: OWNER, url: topic }, { signal: noSignal });
  const app = await createApp({
    log: ctx.log,
    metrics: new Metrics(),
    origin: ctx.origin,
    trustedProxies: [],
  });
  app.register(async child => websubRoutes(child, ctx));
  t.after(() => app.close());
  const path = () => new URL(forms.at(-1)!['hub.callback']!).pathname;
  return {
    ctx,
    topic,
    forms,
    set,
    hub,
    path,
    id: feed.id,
    ask: () => askHubsJob(ctx).handler({}, { id: '', retries: 0, signal: noSignal }),
    due: () => sql`update pushes set next_ask_at = now()`.execute(ctx.db),
    row: async () => (await ctx.db.selectFrom('pushes').selectAll().execute())[0],
    poll: () => pollNow(ctx, { account: OWNER, id: feed.id }, { signal: noSignal }),
    health: async () => (await feedHealth(ctx, { account: OWNER, id: feed.id })).health,
    titles: async () =>
      (await listItems(ctx, { account: OWNER, limit: 100, html: false })).items
        .map(item => item.title)
        .sort(),
    async confirm(changes: Record<string, string> = {}, at = path()) {
      const query = new URLSearchParams({
        'hub.mode': 'subscribe',
        'hub.topic': topic,
        'hub.challenge': 'ch<b>',
        'hub.lease_seconds': String(10 * DAY),
        ...changes,
      });
      return await app.inject({ method: 'GET', url: `${at}?${query}` });
    },
    async push(
      payload: string | Buffer,
      options: { method?: string; signature?: string | null; path?: string } = {},
    ) {
      const { method = 'sha256' } = options;
      const hmac = () => createHmac(method, forms.at(-1)!['hub.secret']!).update(payload).digest('hex');
      const signature = options.signature === undefined ? `${method}=${hmac()}` : options.signature;
      return await app.inject({
        method: 'POST',
        url: options.path ?? path(),
        payload,
        headers: {
          'content-type': 'application/rss+xml',
          ...(signature === null ? {} : { 'x-hub-signature': signature }),
        },
      });
    },
  };
}

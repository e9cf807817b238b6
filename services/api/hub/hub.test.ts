import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createApp } from '../../../core/http/app.ts';
import { Metrics } from '../../../core/metrics.ts';
import { deliverFeedJob } from '../jobs/deliver-feed.ts';
import { distributeFeeds } from '../methods/site/distribute-feeds.ts';
import { routes } from '../routes.ts';
import { testApi } from '../testing/context.ts';
import { otherSite } from '../testing/other-site.ts';

const TOPIC = 'https://croft.example/feed.xml';

async function world(t: TestContext) {
  const api = await testApi(t);
  const site = await otherSite(t);
  api.feeds.set('/feed.xml', '<feed>1</feed>').set('/tags/é/feed.xml', '<feed>é</feed>');
  await api.jobs.start();
  const app = await createApp({
    log: api.log,
    metrics: new Metrics(),
    origin: api.origin,
    trustedProxies: [],
  });
  routes(app, api);
  await app.ready();
  t.after(() => app.close());
  const callback = site.page('/callback', ({ path }) => ({
    body: new URLSearchParams(path.split('?')[1]).get('hub.challenge') ?? '',
  }));
  const post = async (form: Record<string, string>) => {
    const payload = new URLSearchParams(form).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return (await app.inject({ method: 'POST', url: '/websub', payload, headers })).statusCode;
  };
  return {
    api,
    site,
    callback,
    post,
    ask: (mode: string, more: Record<string, string> = {}) =>
      post({ 'hub.mode': mode, 'hub.callback': callback, 'hub.topic': TOPIC, ...more }),
    rows: () => api.db.selectFrom('hub_subscription').selectAll().execute(),
    pushed: () => site.asked.filter(({ method }) => method === 'POST'),
    until: async (condition: () => Promise<boolean> | boolean) => {
      while (!(await condition())) await sleep(20);
    },
  };
}

test('whoever answers the challenge is subscribed, gets each new feed once, signed, and may end it', async t => {
  const { api, site, callback, ask, rows, pushed, until } = await world(t);
  assert.equal(await ask('subscribe', { 'hub.secret': 's3cret', 'hub.lease_seconds': '7200' }), 202);
  await until(async () => (await rows()).length === 1);
  const verified = new URL(site.asked[0]!.path, site.origin).searchParams;
  assert.deepEqual(
    [verified.get('hub.mode'), verified.get('hub.topic'), verified.get('hub.lease_seconds')],
    ['subscribe', TOPIC, '7200'],
  );
  const left = (await rows())[0]!.expires_at.getTime() - Date.now();
  assert.ok(left > 7_000_000 && left <= 7_200_000);

  for (const feed of ['<feed>ü2</feed>', '<feed>ü2</feed>', '<feed>3</feed>']) {
    api.feeds.set('/feed.xml', feed);
    await distributeFeeds(api);
    await until(async () => pushed().at(-1)?.body === feed);
  }
  assert.equal(pushed().length, 2);
  const [first] = pushed();
  assert.equal(site.origin + first!.path, callback);
  assert.equal(first!.headers['content-type'], 'application/atom+xml; charset=utf-8');
  assert.equal(first!.headers['link'], `<https://croft.example/websub>; rel="hub", <${TOPIC}>; rel="self"`);
  const expected = createHmac('sha256', 's3cret').update('<feed>ü2</feed>').digest('hex');
  assert.equal(first!.headers['x-hub-signature'], `sha256=${expected}`);

  assert.equal(await ask('unsubscribe'), 202);
  await until(async () => (await rows()).length === 0);
});

test('a callback that does not echo the challenge is not subscribed, and none inside our own network is asked', async t => {
  const { site, ask, rows, until } = await world(t);
  const other = site.page('/other', 'no');
  await ask('subscribe', { 'hub.callback': other });
  await ask('subscribe', { 'hub.callback': 'http://10.0.0.1/' });
  await ask('subscribe');
  await until(async () => (await rows()).length === 1);
  assert.match((await rows())[0]!.callback, /\/callback$/);
});

test('what cannot be is refused at once, and a lease has bounds', async t => {
  const { post, ask, rows, until } = await world(t);
  for (const form of [
    {},
    { 'hub.mode': 'x' },
    { 'hub.mode': 'subscribe', 'hub.topic': TOPIC },
    { 'hub.mode': 'publish', 'hub.url': 'https://other.example/feed.xml' },
  ])
    assert.equal(await post(form as Record<string, string>), 400, JSON.stringify(form));
  assert.equal(await ask('subscribe', { 'hub.topic': 'https://croft.example/none.xml' }), 400);
  assert.equal(await ask('subscribe', { 'hub.topic': 'https://other.example/feed.xml' }), 400);
  assert.equal(await ask('subscribe', { 'hub.callback': 'javascript:alert(1)' }), 400);
  assert.equal(await ask('subscribe', { 'hub.secret': 'é'.repeat(100) }), 400);
  assert.equal(await ask('subscribe', { 'hub.lease_seconds': '999999999' }), 202);
  await until(async () => (await rows()).length === 1);
  assert.ok((await rows())[0]!.expires_at.getTime() - Date.now() <= 30 * 86_400_000);
});

test('a subscriber in trouble is tried again, one that is gone is not, and one whose lease has ended gets nothing', async t => {
  const { api, site, ask, rows, pushed, until } = await world(t);
  await ask('subscribe');
  await until(async () => (await rows()).length === 1);
  const { id } = (await rows())[0]!;
  site.page('/callback', { status: 500 });
  api.feeds.set('/feed.xml', '<feed>2</feed>');
  await api.queues.distribute.send({});
  await until(() => pushed().length === 1);
  const job = deliverFeedJob(() => api);
  const run = () => job.handler({ id, tries: 1 }, { id: '', retries: 0, signal: AbortSignal.timeout(9_000) });
  await api.db
    .updateTable('hub_subscription')
    .set({ expires_at: new Date(0) })
    .execute();
  await run();
  assert.equal(pushed().length, 1);
  await api.db
    .updateTable('hub_subscription')
    .set({ expires_at: new Date(Date.now() + 9e6) })
    .execute();
  site.page('/callback', { status: 410 });
  await run();
  assert.deepEqual([pushed().length, (await rows()).length], [2, 0]);
});

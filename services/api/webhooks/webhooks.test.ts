import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createOutbox } from '../jobs/outbox.ts';
import { savePost } from '../methods/posts/save-post.ts';
import { updateWebhook } from '../methods/webhooks/change-webhook.ts';
import { createWebhook } from '../methods/webhooks/create-webhook.ts';
import { listWebhooks } from '../methods/webhooks/list-webhooks.ts';
import { testWebhook } from '../methods/webhooks/test-webhook.ts';
import { listWebhookDeliveries, redeliverWebhook } from '../methods/webhooks/webhook-deliveries.ts';
import { subscribers } from '../outgoing/subscribers.ts';
import { testApi } from '../testing/context.ts';
import { otherSite } from '../testing/other-site.ts';

async function world(t: TestContext) {
  const plain = await testApi(t);
  const site = await otherSite(t);
  const outbox = createOutbox(plain, plain.jobs, subscribers(plain.queues));
  const api = { ...plain, nudgeOutbox: outbox.nudge };
  await api.jobs.start();
  outbox.start();
  t.after(() => outbox.stop());
  const url = site.page('/hook', 'thanks');
  const { webhook, secret } = await createWebhook(api, { url, events: ['post.published', 'post.removed'] });
  return {
    api,
    site,
    secret,
    id: webhook.id,
    hook: async () => (await listWebhooks(api)).webhooks[0]!,
    deliveries: async () => (await listWebhookDeliveries(api, { webhook: webhook.id, limit: 50 })).deliveries,
    until: async (condition: () => Promise<boolean> | boolean) => {
      while (!(await condition())) await sleep(20);
    },
  };
}

test('a webhook is told of what it wants, with the post and a signature that its receiver can check', async t => {
  const { api, site, secret, deliveries, until } = await world(t);
  const { post } = await savePost(api, { title: 'P', markdown: 'x', status: 'published' });
  await until(async () => (await deliveries())[0]?.state === 'delivered');
  const [asked] = site.asked;
  const body = JSON.parse(asked!.body);
  assert.deepEqual(
    [body.type, body.data.post.id, body.data.post.url, asked!.headers['content-type']],
    ['post.published', post.id, 'https://croft.example/posts/p', 'application/json'],
  );
  const [id, timestamp, signature] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(name =>
    String(asked!.headers[name]),
  );
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${asked!.body}`).digest('base64');
  assert.equal(signature, `v1,${expected}`);
  assert.ok(Math.abs(Number(timestamp) * 1000 - Date.now()) < 60_000);
  const [delivery] = await deliveries();
  assert.deepEqual([delivery!.status, delivery!.answer, delivery!.message], [200, 'thanks', id]);
});

test('a message that was not taken waits for its next try, and can be sent again with the same id', async t => {
  const { api, site, id, deliveries, hook, until } = await world(t);
  site.page('/hook', { status: 500, body: 'no' });
  const { delivery } = await testWebhook(api, { id });
  await until(async () => (await deliveries())[0]?.tries === 1);
  const [first] = await deliveries();
  assert.deepEqual([first!.state, first!.status, first!.nextAt !== undefined], ['waiting', 500, true]);
  await until(async () => (await hook()).failingSince !== undefined);
  site.page('/hook', 'thanks');
  await redeliverWebhook(api, { webhook: id, delivery });
  await until(async () => (await deliveries())[0]?.state === 'delivered');
  await until(async () => (await hook()).failingSince === undefined);
  assert.deepEqual(new Set(site.asked.map(({ headers }) => headers['webhook-id'])).size, 1);
});

test('a webhook that takes nothing for days, or is gone, is switched off and says why; switched on it begins anew', async t => {
  const { api, site, id, hook, until } = await world(t);
  site.page('/hook', { status: 500 });
  const failing_since = new Date(Date.now() - 6 * 86_400_000);
  await api.db.updateTable('webhook').set({ failing_since }).execute();
  await testWebhook(api, { id });
  await until(async () => !(await hook()).active);
  assert.match((await hook()).problem!, /took nothing for 5 days/);
  const on = await updateWebhook(api, { id, active: true });
  assert.deepEqual([on.active, on.problem, on.failingSince], [true, undefined, undefined]);
  site.page('/hook', { status: 410 });
  await testWebhook(api, { id });
  await until(async () => !(await hook()).active);
  assert.match((await hook()).problem!, /410/);
});

test('a webhook follows no redirect and reaches no address inside', async t => {
  const { api, site, id, deliveries, until } = await world(t);
  site.page('/hook', { status: 302, headers: { location: '/other' } });
  await testWebhook(api, { id });
  await until(async () => (await deliveries())[0]?.tries === 1);
  assert.deepEqual([site.asked.length, (await deliveries())[0]!.status], [1, 302]);
  await updateWebhook(api, { id, url: 'http://10.0.0.1/' });
  await testWebhook(api, { id });
  await until(async () => (await deliveries())[0]?.tries === 1);
  assert.match((await deliveries())[0]!.answer!, /not on the public internet/);
});

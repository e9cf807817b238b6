import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SiteState } from './site-state.ts';
import { fakeServices } from './testing/fake-services.ts';

/** The state over a fake api whose event line the test can cut. */
function follow() {
  const { api, world } = fakeServices();
  let line: (up: boolean) => void = () => assert.fail('nobody listens');
  const client = Object.assign(Object.create(api.client) as typeof api.client, {
    on: ((event, listener, onLine) => {
      line = onLine ?? line;
      return api.client.on(event, listener);
    }) as typeof api.client.on,
  });
  const state = new SiteState(client);
  const stop = state.follow();
  return { api, world, state, stop, line: (up: boolean) => line(up) };
}

test('the revision is asked for once and then followed by the event', async t => {
  const { api, state, stop } = follow();
  t.after(stop);
  assert.equal(state.known, undefined);
  assert.equal(await state.revision({}), 7);
  assert.equal(await state.revision({}), 7);
  assert.deepEqual(api.calls, ['getRevision']);
  api.events.emit('siteChanged', { revision: 8 });
  await Promise.resolve();
  assert.equal(state.known, 8);
});

test('a late event does not take the revision back', async t => {
  const { api, state, stop } = follow();
  t.after(stop);
  await state.revision({});
  api.events.emit('siteChanged', { revision: 9 });
  api.events.emit('siteChanged', { revision: 8 });
  await Promise.resolve();
  assert.equal(state.known, 9);
});

test('while the line is down every request asks, and after it is up the first one does', async t => {
  const { api, world, state, stop, line } = follow();
  t.after(stop);
  await state.revision({});
  line(false);
  world.revision = 10;
  assert.equal(state.known, undefined);
  assert.equal(await state.revision({}), 10);
  assert.equal(state.known, undefined);
  assert.equal(state.last, 10);
  line(true);
  await state.revision({});
  assert.equal(state.known, 10);
  assert.equal(api.calls.length, 3);
});

test('an answer from before the line was lost is not taken for current', async t => {
  const { state, stop, line } = follow();
  t.after(stop);
  const asked = state.revision({});
  line(false);
  line(true);
  await asked;
  assert.equal(state.known, undefined);
});

test('the site is fetched once for each revision, however many ask', async t => {
  const { api, state, stop } = follow();
  t.after(stop);
  await Promise.all([state.site(7, {}), state.site(7, {})]);
  await state.site(8, {});
  assert.deepEqual(api.calls, ['getSite', 'getSite']);
  assert.equal(state.lastSite.title, 'Field Notes');
});

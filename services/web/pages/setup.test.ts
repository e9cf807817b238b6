import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { SETUP_CODE } from '../testing/fake-services.ts';
import { ORIGIN, testSite } from '../testing/test-site.ts';

async function unclaimed(t: TestContext, origin = ORIGIN) {
  const site = await testSite(t, {}, origin);
  site.world.site = { ...site.world.site, claimed: false };
  const post = (code: string, form: Record<string, string>, headers: Record<string, string>) =>
    site.app.inject({
      method: 'POST',
      url: `/setup/${code}`,
      headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', ...headers },
      payload: new URLSearchParams(form).toString(),
    });
  return { ...site, post };
}

test('the right code shows a form and gives the first token once', async t => {
  const { get, post, world } = await unclaimed(t);
  assert.match((await get(`/setup/${SETUP_CODE}`)).body, /name="siteTitle"/);
  const form = { name: 'Ada', siteTitle: 'Ada’s place' };
  const done = await post(SETUP_CODE, form, { origin: ORIGIN });
  assert.equal(done.statusCode, 200);
  assert.match(done.body, /croft_first-token/);
  assert.match(done.body, /Ada’s place/);
  assert.equal(done.headers['cache-control'], 'no-store');
  assert.equal(done.headers['referrer-policy'], 'same-origin');
  assert.equal(world.site.author.name, 'Ada');
  const again = await post(SETUP_CODE, form, { origin: ORIGIN });
  assert.equal(again.statusCode, 403);
  assert.doesNotMatch(again.body, /croft_first-token/);
  assert.match(again.body, /sign-in-link/);
});

test('a wrong code says how to get a right one', async t => {
  const { get } = await unclaimed(t);
  const page = await get('/setup/wrong');
  assert.equal(page.statusCode, 403);
  assert.match(page.body, /prints a new link/);
});

test('a form from another site, or from nowhere, is refused', async t => {
  const { post, world } = await unclaimed(t);
  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site', origin: ORIGIN },
    {},
  ] as Record<string, string>[])
    assert.equal((await post(SETUP_CODE, { name: 'Eve' }, headers)).statusCode, 403);
  assert.equal(world.site.claimed, false);
});

test('before CROFT_URL is set the form works at whatever address the site was opened', async t => {
  const { post } = await unclaimed(t, 'http://localhost:8080');
  const headers = { host: '192.168.1.5:8080', origin: 'http://192.168.1.5:8080' };
  assert.equal((await post(SETUP_CODE, { name: 'Ada' }, headers)).statusCode, 200);
});

test('a missing name is told beside the form, which keeps what was typed', async t => {
  const { post } = await unclaimed(t);
  const page = await post(SETUP_CODE, { name: ' ', siteTitle: '<b>' }, { origin: ORIGIN });
  assert.equal(page.statusCode, 400);
  assert.match(page.body, /your name is missing/);
  assert.match(page.body, /value="&lt;b&gt;"/);
});

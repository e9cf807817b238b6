import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MENTION_ID as ID } from '../testing/fake-services.ts';
import { ORIGIN, testSite } from '../testing/test-site.ts';

test('posts and the home page say where mentions go', async t => {
  const { get } = await testSite(t);
  for (const path of ['/', '/posts/a-wall-without-mortar']) {
    const { headers, body } = await get(path);
    assert.match(String(headers['link']), /(^|, )<\/webmention>; rel="webmention"$/);
    assert.equal(headers['x-pingback'], `${ORIGIN}/pingback`);
    assert.match(body, /<link rel="webmention" href="\/webmention">/);
  }
});

test('a program gets 202 with the address of its status, and a browser is led there', async t => {
  const { app, get } = await testSite(t);
  const send = (accept: string) =>
    app.inject({
      method: 'POST',
      url: '/webmention',
      payload: 'source=https%3A%2F%2Fa.example%2F&target=https%3A%2F%2Fsite.example%2F',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept },
    });
  const program = await send('*/*');
  assert.deepEqual([program.statusCode, program.headers['location']], [202, `${ORIGIN}/webmention/${ID}`]);
  const browser = await send('text/html');
  assert.deepEqual([browser.statusCode, browser.headers['location']], [303, `/webmention/${ID}`]);
  const page = await get(`/webmention/${ID}`);
  assert.match(page.body, /&lt;script&gt;/);
  assert.doesNotMatch(page.body, /<script>alert/);
  assert.equal((await app.inject({ url: `/webmention/${ID}` })).json().state, 'refused');
  assert.equal((await get('/webmention/other')).statusCode, 404);
  assert.match((await get('/webmention?target=%22%3E%3Cb%3E')).body, /value="&quot;&gt;&lt;b&gt;"/);
});

test('what is no form of a mention is refused', async t => {
  const { app } = await testSite(t);
  for (const payload of ['', 'source=x', 'target=x'])
    assert.equal(
      (
        await app.inject({
          method: 'POST',
          url: '/webmention',
          payload,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        })
      ).statusCode,
      400,
    );
});

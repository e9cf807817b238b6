import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signedIn } from '../testing/signed-in.ts';

test('a page is saved by a form that a bookmarklet fills in, and what is no address is said on it', async t => {
  const { page, post, world } = await signedIn(t, 'owner');
  const form = await page('/reader/save?url=https%3A%2F%2Fa.example%2Fp&title=A+%3Cpage%3E');
  assert.match(form, /name="url"[^>]* value="https:\/\/a\.example\/p"/);
  assert.match(form, /name="title" value="A &lt;page&gt;"/);
  const saved = await post('/reader/save', {
    url: 'https://a.example/p',
    title: 'A page',
    tags: 'tea, birds',
  });
  assert.equal(saved.statusCode, 303);
  assert.match(String(saved.headers['location']), /^\/reader\/item\/i1/);
  assert.deepEqual(world.read, [
    ['savePage', { account: 'owner', url: 'https://a.example/p', title: 'A page', tags: ['tea', 'birds'] }],
  ]);
  for (const url of ['', 'nonsense']) {
    const refused = await post('/reader/save', { url });
    assert.equal(refused.statusCode, 400);
    assert.match(refused.body, /role="alert"/);
  }
});

test('a saved page is removed from its own page, and saved pages have a list', async t => {
  const { page, post, world } = await signedIn(t, 'owner');
  assert.match(await page('/reader/saved'), /<h1>Saved/);
  assert.match(await page('/reader'), /href="\/reader\/saved"/);
  const removed = await post('/reader/item/i1/remove', {});
  assert.match(String(removed.headers['location']), /^\/reader\/saved/);
  assert.deepEqual(world.read, [['removeSaved', { account: 'owner', id: 'i1' }]]);
});

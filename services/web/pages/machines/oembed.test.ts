import assert from 'node:assert/strict';
import { test } from 'node:test';
import { posts, samplePost } from '../../testing/sample.ts';
import { ORIGIN, testSite } from '../../testing/test-site.ts';

const asked = (url: string, more = '') => `/oembed?url=${encodeURIComponent(url)}${more}`;

test('a post is embedded as a quotation, found from its page', async t => {
  const { get } = await testSite(t);
  const page = (await get('/posts/gaps')).body;
  const link = /<link rel="alternate" type="application\/json\+oembed"[^>]* href="([^"]*)"/.exec(page)?.[1];
  const answer = await get(link!.replaceAll('&amp;', '&'));
  assert.match(String(answer.headers['content-type']), /^application\/json/);
  const { type, version, title, author_name, width, html } = answer.json();
  assert.deepEqual(
    [type, version, title, author_name],
    ['rich', '1.0', 'Gaps, and what walks through them', 'The Owner'],
  );
  assert.equal(width, 600);
  assert.match(html, /^<blockquote [^>]*><p><a href="https:\/\/site\.example\/posts\/gaps">/);
  assert.equal((await get(asked(`${ORIGIN}/posts/gaps`, '&maxwidth=320'))).json().width, 320);
});

test('the same as XML, with what a title may hold escaped twice', async t => {
  const { get, world } = await testSite(t);
  world.posts = [samplePost({ slug: 'x', title: '<script>alert("1")</script>' })];
  const { body, headers } = await get(asked(`${ORIGIN}/posts/x`, '&format=xml'));
  assert.match(String(headers['content-type']), /^text\/xml/);
  assert.match(body, /<title>&lt;script&gt;alert\(&quot;1&quot;\)&lt;\/script&gt;<\/title>/);
  assert.match(body, /<html>&lt;blockquote[\s\S]*&amp;lt;script&amp;gt;/);
});

test('a page of the owner is embedded too; what is private, elsewhere or nowhere is not', async t => {
  const { app, world } = await testSite(t);
  world.posts = [
    samplePost({ kind: 'page', slug: 'now', title: 'Now' }),
    { ...posts[0]!, visibility: 'private' },
    ...posts.slice(1),
  ];
  const status = async (url: string) => (await app.inject({ url })).statusCode;
  assert.equal(await status(asked(`${ORIGIN}/now`)), 200);
  for (const url of [
    `${ORIGIN}/posts/a-wall-without-mortar`,
    `${ORIGIN}/posts/none`,
    `${ORIGIN}/posts/%ff`,
    `${ORIGIN}/`,
    'https://evil.example/posts/gaps',
    `https://user@evil.example/posts/gaps`,
  ])
    assert.equal(await status(asked(url)), 404, url);
  for (const url of ['/oembed', '/oembed?url=x', asked(`${ORIGIN}/posts/gaps`, '&format=pdf')])
    assert.equal(await status(url), 400, url);
});

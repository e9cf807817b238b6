import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testSite } from '../../testing/test-site.ts';

const PATH = '/.well-known/webfinger';

test('the author is found by the name of the site and by the addresses of their pages', async t => {
  const { get, world } = await testSite(t);
  world.site = {
    ...world.site,
    author: {
      name: 'Ann',
      photo: '/media/a.jpg',
      links: [{ label: 'Code', href: 'https://code.example/ann' }],
    },
  };
  for (const resource of [
    'acct:site.example@site.example',
    'https://site.example/',
    'https://site.example',
  ]) {
    const answer = await get(`${PATH}?resource=${encodeURIComponent(resource)}`);
    assert.match(String(answer.headers['content-type']), /^application\/jrd\+json/);
    assert.equal(answer.headers['access-control-allow-origin'], '*');
    const { subject, links } = answer.json();
    assert.equal(subject, 'acct:site.example@site.example');
    assert.deepEqual(
      links.map((link: { href: string }) => link.href),
      [
        'https://site.example/about',
        'https://site.example/feed.xml',
        'https://site.example/media/a.jpg',
        'https://code.example/ann',
      ],
    );
  }
});

test('only the relations that are asked for are given', async t => {
  const { get } = await testSite(t);
  const url = `${PATH}?resource=acct:site.example@site.example&rel=me&rel=http://webfinger.net/rel/profile-page`;
  assert.deepEqual(
    (await get(url)).json().links.map((link: { rel: string }) => link.rel),
    ['http://webfinger.net/rel/profile-page'],
  );
});

test('nobody else is known, and who asks for nobody is told how to ask', async t => {
  const { app } = await testSite(t);
  const status = async (query: string) => (await app.inject({ url: PATH + query })).statusCode;
  assert.equal(await status('?resource=acct:bob@site.example'), 404);
  assert.equal(await status('?resource=acct:site.example@other.example'), 404);
  for (const query of ['', '?resource=', '?resource=a&resource=b'])
    assert.equal(await status(query), 400, query);
});

test('host-meta leads to it', async t => {
  const { get } = await testSite(t);
  const { body, headers } = await get('/.well-known/host-meta');
  assert.match(String(headers['content-type']), /^application\/xrd\+xml/);
  assert.match(body, /template="https:\/\/site\.example\/\.well-known\/webfinger\?resource=\{uri\}"/);
});

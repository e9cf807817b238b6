import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Post } from '../../../api/contract.ts';
import { kinds, posts, samplePost } from '../../testing/sample.ts';
import { testSite } from '../../testing/test-site.ts';

const page = samplePost({ kind: 'page', slug: 'now', title: 'Now' });

test('the sitemap names every post, page, tag and series with its last change and pictures', async t => {
  const { get, world } = await testSite(t);
  world.posts = [page, ...kinds, ...posts];
  const { body, headers } = await get('/sitemap.xml');
  assert.match(String(headers['content-type']), /^application\/xml/);
  for (const part of [
    '<loc>https://site.example/posts/gaps</loc><lastmod>2025-04-02T08:00:00.000Z</lastmod>',
    '<loc>https://site.example/now</loc>',
    '<loc>https://site.example/tags/stone</loc>',
    '<image:image><image:loc>https://site.example/favicon.svg</image:loc></image:image>',
  ])
    assert.ok(body.includes(part), part);
});

test('a site of many posts has a sitemap for each year, and says where they are', async t => {
  const { get, world, api } = await testSite(t);
  const many = Array.from({ length: 101 }, (_, n): Post => samplePost({ id: `p${n}`, slug: `p-${n}` }));
  const pages = many.map((post): Post => ({ ...post, kind: 'page', slug: `page-${post.slug}` }));
  world.posts = [...many, ...pages, page];
  world.years = [
    { year: 2026, count: 9_999 },
    { year: 2025, count: 2 },
  ];
  const index = (await get('/sitemap.xml')).body;
  assert.match(index, /<sitemapindex/);
  assert.deepEqual(
    [...index.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, loc]) => loc?.replace('https://site.example', '')),
    ['/sitemap-pages.xml', '/sitemap-2026.xml', '/sitemap-2025.xml'],
  );
  api.calls.length = 0;
  const year = (await get('/sitemap-2026.xml')).body;
  assert.equal(year.match(/<url>/g)?.length, 101);
  assert.equal(api.calls.filter(call => call === 'listPosts').length, 2);
  const all = (await get('/sitemap-pages.xml')).body;
  assert.equal(all.match(/<loc>https:\/\/site\.example\/(?:now|page-p-\d+)<\/loc>/g)?.length, 102);
  for (const url of ['/sitemap-1999.xml', '/sitemap-x.xml'])
    assert.equal((await get(url)).statusCode, 404, url);
});

test('robots.txt names the sitemap and keeps programs out of what is of no use to a search', async t => {
  const { get } = await testSite(t);
  const { body } = await get('/robots.txt');
  assert.match(body, /^Sitemap: https:\/\/site\.example\/sitemap\.xml$/m);
  assert.match(body, /^Disallow: \/admin$/m);
});

test('security.txt is there when the owner has named a contact, and runs out within a year', async t => {
  const { get, world, api } = await testSite(t);
  assert.equal((await get('/.well-known/security.txt')).statusCode, 404);
  world.site = { ...world.site, securityContact: 'mailto:security@site.example' };
  api.events.emit('siteChanged', { revision: 8 });
  const { body, headers } = await get('/.well-known/security.txt');
  assert.equal(headers['content-type'], 'text/plain; charset=utf-8');
  assert.match(body, /^Contact: mailto:security@site\.example$/m);
  assert.match(body, /^Canonical: https:\/\/site\.example\/\.well-known\/security\.txt$/m);
  const days = (Date.parse(/^Expires: (.*)$/m.exec(body)![1]!) - Date.now()) / 86_400_000;
  assert.ok(days > 100 && days < 365, String(days));
  assert.equal((await get('/security.txt')).headers['location'], '/.well-known/security.txt');
});

test('the manifest is a web app manifest with icons that are there', async t => {
  const { get } = await testSite(t);
  const answer = await get('/manifest.webmanifest');
  assert.match(String(answer.headers['content-type']), /^application\/manifest\+json/);
  const { name, start_url, icons } = answer.json();
  assert.deepEqual([name, start_url], ['Field Notes', '/']);
  for (const { src, type } of icons) {
    const icon = await get(src);
    assert.deepEqual([icon.statusCode, icon.headers['content-type']], [200, type], src);
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mf2 } from 'microformats-parser';
import { kinds, posts } from '../testing/sample.ts';
import { ORIGIN, testSite } from '../testing/test-site.ts';

type Item = ReturnType<typeof mf2>['items'][number];

/** The h-entry of a page as a microformats parser reads it. */
function entryOf(body: string, path: string): Item {
  const found = mf2(body, { baseUrl: ORIGIN + path }).items.filter(item => item.type?.includes('h-entry'));
  assert.equal(found.length, 1, path);
  return found[0]!;
}

async function entries(t: Parameters<typeof testSite>[0]) {
  const site = await testSite(t);
  site.world.posts = [...kinds, ...posts];
  return async (slug: string) =>
    entryOf((await site.get(`/posts/${slug}`)).body, `/posts/${slug}`).properties;
}

test('an article is an h-entry with name, content, dates, author, tags and address', async t => {
  const entry = await (await entries(t))('a-wall-without-mortar');
  assert.deepEqual(entry['name'], ['A wall without mortar']);
  assert.deepEqual(entry['url'], ['https://site.example/posts/a-wall-without-mortar']);
  assert.deepEqual(entry['published'], ['2026-11-03T07:15:00.000Z']);
  assert.deepEqual(entry['updated'], ['2026-11-12T18:30:00.000Z']);
  assert.deepEqual(entry['category'], ['Stone', 'Software']);
  const [author] = entry['author'] as Item[];
  assert.deepEqual(author?.properties['name'], ['The Owner']);
  assert.deepEqual(author?.properties['url'], ['https://site.example/']);
});

test('each kind says with its own property what it is about, as an h-cite', async t => {
  const get = await entries(t);
  for (const [slug, property] of [
    ['a-bookmark', 'bookmark-of'],
    ['a-repost', 'repost-of'],
    ['a-reply', 'in-reply-to'],
  ] as const) {
    const [cite] = (await get(slug))[property] as Item[];
    assert.deepEqual(cite?.type, ['h-cite'], slug);
    assert.deepEqual(cite?.properties['url'], ['https://b.example/hedges/laying?style=midland']);
    assert.deepEqual(cite?.properties['name'], ['Laying a hedge, Midland style']);
  }
  const [liked] = (await get('a-like'))['like-of'] as Item[];
  assert.deepEqual(liked?.properties['name'], ['c.example/notes/42']);
  const rsvp = await get('a-rsvp');
  assert.deepEqual(rsvp['rsvp'], ['maybe']);
  assert.equal((rsvp['in-reply-to'] as Item[]).length, 1);
});

test('a photo has its pictures with their descriptions, in the order of the writer', async t => {
  const entry = await (await entries(t))('a-photo');
  assert.deepEqual(entry['photo'], [
    { value: 'https://site.example/favicon.svg', alt: 'A wall with snow on its cope stones' },
    'https://site.example/favicon.svg',
  ]);
});

test('in a list every post is an h-entry with its address, whatever its kind', async t => {
  const { get, world } = await testSite(t);
  world.posts = [...kinds, ...posts];
  const [feed] = mf2((await get('/')).body, { baseUrl: `${ORIGIN}/` }).items;
  assert.deepEqual(feed?.type, ['h-feed']);
  assert.deepEqual(
    feed?.children?.map(entry => entry.properties['url']?.[0]),
    world.posts.map(post => `${ORIGIN}/posts/${post.slug}`),
  );
});

test('a post without a title has a name all the same, and one in another language says so', async t => {
  const { get, world } = await testSite(t);
  world.posts = kinds;
  const names: Record<string, string> = {
    'a-photo': 'The north wall after the snow.',
    'a-like': 'Liked c.example/notes/42',
    'a-rsvp': 'Maybe going to The hedgelayers’ match',
  };
  for (const [slug, name] of Object.entries(names))
    assert.match((await get(`/posts/${slug}`)).body, new RegExp(`<title>${name} · Field Notes</title>`));
  assert.match((await get('/posts/a-reply')).body, /<article [^>]*lang="de"/);
  assert.match((await get('/archive')).body, /href="\/posts\/a-like">Liked c\.example\/notes\/42</);
});

test('what stood elsewhere first names the original, and what is unlisted is kept by no search engine', async t => {
  const { get, world } = await testSite(t);
  world.posts = [
    { ...posts[0]!, canonical: 'https://old.example/wall' },
    { ...posts[1]!, visibility: 'unlisted' },
  ];
  const original = (await get('/posts/a-wall-without-mortar')).body;
  assert.match(original, /<link rel="canonical" href="https:\/\/old\.example\/wall">/);
  assert.doesNotMatch(original, /noindex/);
  assert.match((await get('/posts/first-frost')).body, /<meta name="robots" content="noindex">/);
});

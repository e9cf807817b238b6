import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mf2 } from 'microformats-parser';
import { kinds, posts, samplePost } from '../testing/sample.ts';
import { ORIGIN, testSite } from '../testing/test-site.ts';

const author = {
  name: 'Ann <Ö>',
  bio: 'Lays hedges.',
  photo: '/media/ann.jpg',
  links: [{ label: 'Code', href: 'https://code.example/ann' }],
};

interface Block {
  readonly image: string;
  readonly itemListElement: readonly { readonly name: string }[];
  readonly mainEntity: { readonly name: string };
  readonly potentialAction: { readonly target: { readonly urlTemplate: string } };
}

/** The JSON-LD blocks of a page by their type. */
function linkedData(body: string): Record<string, Block> {
  const blocks = [...body.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/g)];
  return Object.fromEntries(blocks.map(([, json]) => [JSON.parse(json!)['@type'], JSON.parse(json!)]));
}

test('a post tells previews of links its title, words and a picture that is wide enough or its card, and search engines the same', async t => {
  const { get, world } = await testSite(t);
  world.posts = [...kinds, ...posts];
  const photo = (await get('/posts/a-photo')).body;
  assert.match(photo, /<meta property="og:image" content="https:\/\/site\.example\/favicon\.svg">/);
  assert.match(photo, /<meta property="og:image:alt" content="A wall with snow on its cope stones">/);
  assert.match(photo, /<meta name="twitter:card" content="summary_large_image">/);
  const wall = (await get('/posts/a-wall-without-mortar')).body;
  assert.match(wall, /og:title" content="A wall without mortar">/);
  // The picture in its text is small.
  assert.match(wall, /og:image:alt" content="A wall without mortar">/);
  const card = /og:image" content="(.*?)"/.exec(wall)![1]!;
  assert.match(card, /^https:\/\/site\.example\/media\/cards\/[-\w]+\.png$/);
  const { BlogPosting, BreadcrumbList } = linkedData(wall);
  assert.equal(BlogPosting?.image, card);
  assert.deepEqual(
    BreadcrumbList?.itemListElement.map(({ name }) => name),
    ['Archive', '2026', 'A wall without mortar'],
  );
});

test('the home page tells of the site, how it is searched, and the other places of its author', async t => {
  const { get, world } = await testSite(t);
  world.site = { ...world.site, author };
  const { body } = await get('/');
  const { WebSite } = linkedData(body);
  assert.equal(
    WebSite?.potentialAction.target.urlTemplate,
    'https://site.example/search?q={search_term_string}',
  );
  assert.match(body, /<link rel="me" href="https:\/\/code\.example\/ann">/);
});

test('the author has a page that is a representative h-card with rel=me', async t => {
  const { get, world } = await testSite(t);
  world.site = { ...world.site, author };
  const { body } = await get('/about');
  const { items, rels } = mf2(body, { baseUrl: `${ORIGIN}/about` });
  const card = items.find(item => item.type?.includes('h-card'))?.properties;
  assert.deepEqual(card?.['name'], ['Ann <Ö>']);
  assert.deepEqual(card?.['note'], ['Lays hedges.']);
  assert.deepEqual(card?.['uid'], [`${ORIGIN}/`]);
  assert.deepEqual(card?.['url'], [`${ORIGIN}/`, 'https://code.example/ann']);
  assert.deepEqual(rels['me'], ['https://code.example/ann']);
  assert.equal(linkedData(body)['ProfilePage']?.mainEntity.name, 'Ann <Ö>');
});

test('a page of the owner about themselves takes the place of the one that is made', async t => {
  const { get, world } = await testSite(t);
  world.posts = [samplePost({ kind: 'page', slug: 'about', title: 'Who I am' })];
  assert.match((await get('/about')).body, /<h1 class="p-name">Who I am<\/h1>/);
});

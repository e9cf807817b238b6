import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { posts, samplePost, threadOf } from '../testing/sample.ts';
import { testSite } from '../testing/test-site.ts';

const POST = posts[0]!.slug;
/** feedsmith gives Atom text with its type. */
const text = (part: unknown) => (part as { value?: string } | undefined)?.value ?? part;
const spoken = threadOf(POST).responses.filter(({ html, deleted }) => html !== '' && !deleted);

test('what people say has a feed, each an answer to its post with its own place on the page', async t => {
  const { get } = await testSite(t);
  const answer = await get('/comments/feed.xml');
  assert.equal(answer.headers['content-type'], 'application/atom+xml; charset=utf-8');
  const feed = parseAtomFeed(answer.body);
  assert.equal(text(feed.title), 'Comments on Field Notes');
  assert.equal(feed.entries?.length, spoken.length);
  const newest = spoken.at(-1)!;
  const [entry] = feed.entries ?? [];
  assert.equal(entry?.links?.[0]?.href, `https://site.example/posts/${POST}/comments/${newest.id}`);
  assert.equal(entry?.thr?.inReplyTos?.[0]?.href, `https://site.example/posts/${POST}`);
  assert.equal(entry?.authors?.[0]?.name, newest.author.name);
  const page = (await get(`/posts/${POST}`)).body;
  for (const { id } of spoken) assert.ok(page.includes(`id="c-${id}"`), id);
});

test('each post has such a feed, which its page and the site’s own feed announce', async t => {
  const { get } = await testSite(t);
  const path = `/posts/${POST}/comments.xml`;
  assert.equal(text(parseAtomFeed((await get(path)).body).title), 'Comments on A wall without mortar');
  assert.match(
    (await get(`/posts/${POST}`)).body,
    new RegExp(`type="application/atom\\+xml" title="Comments on A wall without mortar" href="${path}"`),
  );
  assert.match(
    (await get('/feed.xml')).body,
    new RegExp(`rel="replies" [^>]*href="https://site.example${path}"`),
  );
  assert.equal((await get('/posts/gaps/comments.xml')).statusCode, 200);
  assert.equal((await get('/posts/none/comments.xml')).statusCode, 404);
});

test('such a feed answers 304 to its entity tag', async t => {
  const { get } = await testSite(t);
  const { headers } = await get('/comments/feed.xml');
  assert.ok(headers['last-modified']);
  const again = await get('/comments/feed.xml', { 'if-none-match': String(headers['etag']) });
  assert.equal(again.statusCode, 304);
});

test('a name or a text that breaks out of XML does not', async t => {
  const { get, world, api } = await testSite(t);
  world.posts = [samplePost({ slug: POST, title: ']]></title><script>' })];
  api.events.emit('siteChanged', { revision: 8 });
  const entry = parseAtomFeed((await get('/comments/feed.xml')).body).entries?.[0];
  assert.match(String(text(entry?.title)), / on \]\]><\/title><script>$/);
});

test('what people say has the same feed as RSS and as JSON Feed', async t => {
  const { get } = await testSite(t);
  const atom = parseAtomFeed((await get('/comments/feed.xml')).body);
  const ids = atom.entries?.map(({ id }) => id);
  const rssAnswer = await get('/comments/rss.xml');
  assert.equal(rssAnswer.headers['content-type'], 'application/rss+xml; charset=utf-8');
  const rss = parseRssFeed(rssAnswer.body);
  assert.deepEqual(
    rss.items?.map(({ guid }) => guid?.value),
    ids,
  );
  const newest = spoken.at(-1)!;
  assert.equal(rss.items?.[0]?.link, `https://site.example/posts/${POST}/comments/${newest.id}`);
  assert.ok(rss.items?.[0]?.content?.encoded);
  const jsonAnswer = await get('/comments/feed.json');
  assert.equal(jsonAnswer.headers['content-type'], 'application/feed+json; charset=utf-8');
  const json = parseJsonFeed(jsonAnswer.body);
  assert.deepEqual(
    json.items?.map(({ id }) => id),
    ids,
  );
  assert.equal(json.items?.[0]?.authors?.[0]?.name, newest.author.name);
  assert.equal(json.feed_url, 'https://site.example/comments/feed.json');
  const page = (await get(`/posts/${POST}`)).body;
  for (const [path, type] of [
    [`/posts/${POST}/comments.rss`, 'rss'],
    [`/posts/${POST}/comments.json`, 'feed\\+json'],
  ] as const) {
    const answer = await get(path);
    assert.equal(answer.statusCode, 200);
    assert.ok(answer.headers['last-modified']);
    assert.match(
      page,
      new RegExp(`type="application/${type.replace('rss', 'rss\\+xml')}" title="[^"]+" href="${path}"`),
    );
  }
});

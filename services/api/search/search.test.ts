import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Marked } from '../contract.ts';
import { savePost } from '../methods/posts/save-post.ts';
import { searchPosts } from '../methods/posts/search-posts.ts';
import { suggestPosts } from '../methods/posts/suggest-posts.ts';
import { searchTerms } from '../store/posts/search-text.ts';
import { type TestApi, testApi } from '../testing/context.ts';
import { didYouMean } from './did-you-mean.ts';
import { editDistance } from './edit-distance.ts';
import { highlighter } from './highlight.ts';

function publish(api: TestApi, title: string, markdown = '', language?: string) {
  return savePost(api, { title, markdown, status: 'published', ...(language ? { language } : {}) });
}

function show(parts: Marked | undefined): string {
  return (parts ?? []).map(({ text, mark }) => (mark ? `[${text}]` : text)).join('');
}

async function titles(api: TestApi, query: string): Promise<string[]> {
  return (await searchPosts(api, { query, limit: 10 })).posts.map(post => post.title);
}

test('other forms of a word are found in the language of the site and of each post', async t => {
  const api = await testApi(t);
  await publish(api, 'Running', 'He runs through gardens.');
  await publish(api, 'Häuser', 'Die Gärten blühten.', 'de-AT');
  await publish(api, 'Книги', 'Новые статьи о чтении.', 'ru');
  await publish(api, 'Ohne', 'Gartens', 'tlh');
  assert.deepEqual(await titles(api, 'garden run'), ['Running']);
  assert.deepEqual(await titles(api, 'haus'), ['Häuser']);
  assert.deepEqual(await titles(api, 'garten'), ['Häuser', 'Ohne']);
  assert.deepEqual(await titles(api, 'книга статья'), ['Книги']);
  assert.deepEqual(await titles(api, 'the through'), []);
  assert.deepEqual(await titles(api, 'through he'), ['Running']);
});

test('what was searched is marked in the title and in a passage of the text', async t => {
  const api = await testApi(t);
  const before = 'Words that nobody asked for. '.repeat(30);
  await publish(api, 'Über Gärten', `${before}The *garden* & <b>the</b> gärtner. ${before}`);
  const { posts } = await searchPosts(api, { query: 'garten GARDENS gart', limit: 5 });
  assert.equal(show(posts[0]?.markedTitle), 'Über [Gärten]');
  assert.match(show(posts[0]?.excerpt), /^….*The \[garden\] & the \[gärtner\]\. .*…$/);
  const [short] = (await searchPosts(api, { query: 'garten', limit: 5 })).posts;
  assert.match(show(short?.excerpt), /^Words that nobody asked for\./);
});

test('words longer than an index holds are no obstacle to saving and searching', async t => {
  const api = await testApi(t);
  for (const title of ['\uFDF2'.repeat(500), '\u{10330}'.repeat(250), 'x'.repeat(500)]) {
    await publish(api, title, `${title} bees`);
    assert.deepEqual(await titles(api, title.slice(0, 200)), title.startsWith('\uFDF2') ? [] : [title]);
  }
  assert.equal((await titles(api, 'bees')).length, 3);
});

test('letters of scripts without spaces are found in their order', async t => {
  const api = await testApi(t);
  await publish(api, '一', '東京都に行きました');
  await publish(api, '二', '京都の東');
  const { posts } = await searchPosts(api, { query: '東京', limit: 5 });
  assert.deepEqual(
    posts.map(post => [post.title, show(post.excerpt)]),
    [['一', '[東京]都に行きました']],
  );
});

test('a post with the words in its title goes before newer ones, however many there are', async t => {
  const api = await testApi(t);
  await savePost(api, {
    title: 'Bees',
    markdown: '',
    status: 'published',
    publishedAt: '2001-01-01T00:00:00Z',
  });
  for (let n = 0; n < 160; n++) await publish(api, `P${n}`, 'bees');
  assert.equal((await titles(api, 'bee'))[0], 'Bees');
});

test('a misspelled word is put right when that finds something', async t => {
  const api = await testApi(t);
  await publish(api, 'Learning JavaScript slowly');
  await publish(api, 'Café und Garten');
  const meant = async (query: string) => (await searchPosts(api, { query, limit: 5 })).didYouMean;
  assert.equal(await meant('lerning javscript'), 'learning javascript');
  assert.equal(await meant('gatren'), 'garten');
  assert.equal(await meant('lerning garten'), undefined);
  assert.equal(await meant('zzzzzzzz'), undefined);
  assert.equal(await meant('abc'), undefined);
});

test('posts and pages near a mistyped path are suggested, nothing that is hidden', async t => {
  const api = await testApi(t);
  await publish(api, 'Hello World');
  await publish(api, 'Hello Word Processing');
  await savePost(api, { title: 'Helo Wrld', markdown: '' });
  await savePost(api, { title: 'Hello Worlds', markdown: '', status: 'published', visibility: 'unlisted' });
  await savePost(api, { kind: 'page', title: 'About me', markdown: '', status: 'published' });
  const near = async (path: string) =>
    (await suggestPosts(api, { path, limit: 5 })).posts.map(post => post.slug);
  assert.deepEqual(await near('/2019/05/helo-wrold.html'), ['hello-world']);
  assert.deepEqual(await near('/blog/2020-01-02-Hello%20World/'), ['hello-world', 'hello-word-processing']);
  assert.deepEqual(await near('/abuot-me'), ['about-me']);
  for (const path of ['/', '', '/%', '/wp-login.php', `/${'x'.repeat(1900)}`])
    assert.deepEqual(await near(path), [], path);
});

test('whatever is searched and whatever stands in a post, the marked pieces are the text again', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 400 });
  fc.assert(
    fc.property(text, fc.oneof(text, fc.constantFrom('a', 'é', '東京 b')), (title, query) => {
      const terms = searchTerms(query);
      const parts = highlighter(terms, ['a']).title(title);
      assert.equal(parts.map(part => part.text).join(''), title);
      highlighter(terms, []).excerpt(`<p>${title}`);
    }),
  );
});

test('the distance of words is that of their letters, in both directions', () => {
  assert.deepEqual(
    [
      ['garten', 'gatren'],
      ['abc', 'abc'],
      ['', 'ab'],
      ['kitten', 'sitting'],
    ].map(([a, b]) => editDistance(a!, b!, 9)),
    [1, 0, 2, 3],
  );
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
  fc.assert(
    fc.property(word, word, (a, b) => {
      const whole = editDistance(a, b, 99);
      assert.equal(editDistance(b, a, 99), whole);
      assert.equal(editDistance(a, b, 2), Math.min(whole, 3));
    }),
  );
});

test('a word is put right only by one that is near enough', () => {
  const words = new Map([
    ['garden', 1],
    ['harden', 5],
  ]);
  assert.equal(didYouMean(searchTerms('gardne'), words), 'garden');
  assert.equal(didYouMean(searchTerms('barden'), words), 'harden');
  assert.equal(didYouMean(searchTerms('barn'), words), undefined);
  assert.equal(didYouMean(searchTerms('garden'), words), undefined);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseFeed } from './parse-feed.ts';

const parse = (body: string, head = '') =>
  parseFeed(
    `<!doctype html><html lang="en"><head><title>Page</title>${head}</head><body>${body}</body></html>`,
    {
      url: 'https://ann.example/notes/',
    },
  );
const note = (id: string, text: string) =>
  `<div class="h-entry"><div class="e-content p-name">${text}</div><a class="u-url" href="/n/${id}"><time class="dt-published" datetime="2024-01-0${id}T10:00:00Z">x</time></a></div>`;

test('an h-feed is read as a feed, each entry known by its uid or its address', () => {
  const feed =
    parse(`<div class="h-feed"><h1 class="p-name">Notes</h1><a class="p-author h-card" href="/">Ann</a>
    <article class="h-entry"><h2 class="p-name">One</h2><a class="u-uid u-url" href="/1">link</a><p class="p-summary">Short</p>
    <div class="e-content"><p>Long <b>text</b></p></div><a class="p-category" href="/t">rain</a><audio class="u-audio" src="/1.mp3"></audio></article>
    ${note('2', 'Just a note')}</div>`);
  assert.deepEqual(
    [feed.kind, feed.title, feed.language, feed.siteUrl],
    ['h-feed', 'Notes', 'en', 'https://ann.example/notes/'],
  );
  const [one, two] = feed.items;
  assert.deepEqual(
    [one?.guid, one?.title, one?.author, one?.html, one?.summaryHtml, one?.categories],
    ['https://ann.example/1', 'One', 'Ann', '<p>Long <b>text</b></p>', '<p>Short</p>', ['rain']],
  );
  assert.deepEqual(
    [one?.enclosures[0]?.url, one?.enclosures[0]?.medium],
    ['https://ann.example/1.mp3', 'audio'],
  );
  assert.deepEqual([two?.guid, two?.title, two?.html], ['https://ann.example/n/2', '', 'Just a note']);
  assert.deepEqual(two?.publishedAt, new Date('2024-01-02T10:00:00Z'));
});

test('entries side by side without an h-feed are a feed, and one alone is a post', () => {
  assert.deepEqual(
    [parse(note('1', 'a') + note('2', 'b')).items.length, parse(note('1', 'a') + note('2', 'b')).title],
    [2, 'Page'],
  );
  assert.throws(() => parse(note('1', 'a')), { reason: 'not_a_feed' });
});

test('a page that names a feed is not read as one itself', () => {
  const link = '<link rel="alternate" type="application/rss+xml" href="/feed">';
  assert.throws(() => parse(note('1', 'a') + note('2', 'b'), link), { reason: 'not_a_feed' });
});

test('a page made to be slow or deep is no feed', () => {
  for (const body of [
    '<div class="h-entry">'.repeat(5000),
    `<p class="h-feed h-entry">${'<b>'.repeat(20_000)}`,
  ]) {
    try {
      assert.ok(parse(body).items.length > 0);
    } catch (error) {
      assert.equal((error as { reason?: string }).reason, 'not_a_feed');
    }
  }
});

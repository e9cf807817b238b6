import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createParse } from './create-parse.ts';

const parse = createParse();
const url = 'https://blog.example/feed';
const item = (n: number) =>
  `<item><guid>${n}</guid><title>${n}</title><pubDate>Mon, 06 Jan 2014 09:05:00 GMT</pubDate></item>`;
const rss = (items: string) => `<rss version="2.0"><channel><title>T</title>${items}</channel></rss>`;

test('small and large documents are read alike, and of a very long one the first 2000 entries', async () => {
  const small = await parse(rss(item(1)), url);
  const large = await parse(rss(Array.from({ length: 8000 }, (_, n) => item(n)).join('')), url);
  assert.deepEqual(large.items[1], small.items[0]);
  assert.equal(large.items.length, 2000);
});

test('a large document that is no feed, or malformed, says the same as a small one', async () => {
  await assert.rejects(parse(`<html>${'x'.repeat(600_000)}`, url), {
    code: 'invalid',
    reason: 'not_a_feed',
    message: /web page/,
  });
  await assert.rejects(parse(rss(`<title>${'x'.repeat(600_000)}`), url), { reason: 'malformed' });
});

test('while a large document is read, the process goes on with other things', async () => {
  let ticks = 0;
  const timer = setInterval(() => ticks++, 5);
  await parse(rss(item(1) + '<a>b</a>'.repeat(600_000)), url);
  clearInterval(timer);
  assert.ok(ticks > 5);
});

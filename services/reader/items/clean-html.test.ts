import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleanHtml } from './clean-html.ts';
import { isCounter } from './counters.ts';

const BASE = 'https://blog.example/a/';

test('links lose what tells where a reader came from, and keep the rest', () => {
  const html = cleanHtml(
    `<a href="/b?utm_source=rss&id=7">x</a> <a href="c#utm_campaign=1">y</a> <a href="mailto:me@a.example?subject=utm_source">z</a>`,
    BASE,
  );
  assert.deepEqual(
    [...html.matchAll(/href="([^"]*)"/g)].map(found => found[1]),
    ['https://blog.example/b?id=7', 'https://blog.example/a/c', 'mailto:me@a.example?subject=utm_source'],
  );
});

test('images that only count readers go, whether by their size or by where they are', () => {
  const counters = `<img src="https://a.example/i.png" width=1 height=1><img src="https://pixel.wp.com/b.gif?host=x">
    <img src="//feeds.feedburner.com/~r/blog/~4/abc"><img src="https://www.facebook.com/tr?id=1">
    <img src="/stats/matomo.php?rec=1"><img src="https://x.list-manage.com/track/open.php?u=1">`;
  assert.doesNotMatch(cleanHtml(`<p>text</p>${counters}`, BASE), /<img/);
  assert.match(cleanHtml('<img src="https://i0.wp.com/photo.jpg">', BASE), /photo\.jpg/);
});

test('a picture beside a counter on the same host is none', () => {
  for (const url of [
    'https://feeds.feedburner.com/logo.png',
    'https://www.facebook.com/photo.jpg',
    'https://notpixel.wp.com.example/a.gif',
    'https://a.example/pixel.gif/real.png',
    'not an address',
  ])
    assert.equal(isCounter(url), false, url);
});

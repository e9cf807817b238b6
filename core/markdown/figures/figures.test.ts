import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderMarkdown } from '../markdown.ts';
import { workOf } from './known-sites.ts';

const html = async (source: string) => (await renderMarkdown(source, { base: '/posts/' })).html.trim();

test('an image alone with a title is a figure with a caption', async () => {
  assert.equal(
    await html('![a](/a.png "Some *words* <b>")'),
    '<figure><img src="/a.png" alt="a" decoding="async"><figcaption>Some *words* &lt;b&gt;</figcaption></figure>',
  );
  assert.match(await html('text ![a](/a.png "t")'), /^<p>text <img [^>]*title="t"/);
  assert.match(await html('![a](/a.png)'), /^<p><img/);
});

test('a link alone to a video site is a card that loads nothing', async () => {
  const expected =
    '<figure class="embed embed-video"><a href="https://www.youtube.com/watch?v=dQw4w9WgXcQ&amp;t=43s">' +
    '<span class="embed-title">A talk</span><span class="embed-site">YouTube</span></a></figure>';
  assert.equal(await html('[A talk](https://youtu.be/dQw4w9WgXcQ?si=tracker&t=43s)'), expected);
  const bare = await html('https://vimeo.com/12345');
  assert.match(bare, /^<figure[\s\S]*>vimeo\.com\/12345<\/span>/);
  assert.doesNotMatch(bare, /<(?:img|iframe|video|script)/);
});

test('a post of a social network is a card with the name of who wrote it', async () => {
  assert.equal(
    await html('https://social.example/@ann/110123456789012345'),
    '<figure class="embed embed-post"><a href="https://social.example/@ann/110123456789012345">' +
      '<span class="embed-title">@ann@social.example</span><span class="embed-site">Mastodon, social.example</span></a></figure>',
  );
  assert.match(
    await html('[Of rain](https://bsky.app/profile/ann.example/post/3kabcdefghi2x)'),
    />Of rain<.*>Bluesky</,
  );
});

test('a link in a sentence, a list or with more than words stays a link', async () => {
  for (const source of [
    'see https://youtu.be/dQw4w9WgXcQ',
    '- https://youtu.be/dQw4w9WgXcQ',
    '[**a**](https://vimeo.com/12)',
  ])
    assert.doesNotMatch(await html(source), /<figure/, source);
});

test('an address is a work on a known site only when it is one', () => {
  const urls: Record<string, string | undefined> = {
    'https://m.youtube.com/watch?v=dQw4w9WgXcQ&list=x': 'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
    'https://youtube.com/shorts/dQw4w9WgXcQ': 'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
    'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=9':
      'https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=9',
    'https://player.vimeo.com/video/123': 'https://vimeo.com/123',
    'https://vimeo.com/123/abcdef0123': 'https://vimeo.com/123/abcdef0123',
    'https://tube.example/w/9c9de5e8f0a1e2b3c4d5e6': undefined,
    'https://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv?start=1m2s':
      'https://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv?start=1m2s',
    'https://tube.example/videos/watch/9c9de5e8-0a1e-484a-b099-e80766180a6d':
      'https://tube.example/w/9c9de5e8-0a1e-484a-b099-e80766180a6d',
    'https://www.dailymotion.com/video/x8abcde?playlist=x': 'https://www.dailymotion.com/video/x8abcde',
    'https://soundcloud.com/ann-m/rain?si=tracker&utm_source=x': 'https://soundcloud.com/ann-m/rain',
    'https://soundcloud.com/ann-m/sets': undefined,
    'https://soundcloud.com/ann-m': undefined,
    'https://ann.bandcamp.com/album/the-lane?from=x': 'https://ann.bandcamp.com/album/the-lane',
    'https://bandcamp.com.evil.example/album/x': undefined,
    'https://archive.org/details/a.film-1923': 'https://archive.org/details/a.film-1923',
    'https://social.example/@ann/110123456789012345?x=1': 'https://social.example/@ann/110123456789012345',
    'https://social.example/@ann@other.example/110123456789012345':
      'https://social.example/@ann@other.example/110123456789012345',
    'https://social.example/@ann': undefined,
    'https://bsky.app/profile/ann.example/post/3kabcdefghi2x':
      'https://bsky.app/profile/ann.example/post/3kabcdefghi2x',
    'https://bsky.app/profile/ann.example': undefined,
    'https://vimeo.com/about': undefined,
    'https://www.youtube.com/@someone': undefined,
    'https://www.youtube.com/watch?v=a"><b>': undefined,
    'https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ': undefined,
    'https://evil@youtube.com/watch?v=dQw4w9WgXcQ': undefined,
    'javascript:alert(1)//youtu.be/dQw4w9WgXcQ': undefined,
    'not an address': undefined,
  };
  for (const [address, url] of Object.entries(urls)) assert.equal(workOf(address)?.url, url, address);
});

test("a media file gets the browser's player; one of another site is not asked for before it is played", async () => {
  assert.equal(
    await html('[Ep "1"](ep.mp3)'),
    '<figure class="embed"><audio controls preload="metadata" src="/posts/ep.mp3" aria-label="Ep &quot;1&quot;"></audio>' +
      '<figcaption><a href="/posts/ep.mp3">Ep &quot;1&quot;</a></figcaption></figure>',
  );
  assert.match(
    await html('https://a.example/my%20film.webm?x'),
    /<video controls preload="none"[\s\S]*>my film\.webm</,
  );
  assert.match(await html('![a film](/a.mp4)'), /<video controls/);
  assert.match(
    await html('//a.example/x.mp3\n\n<https://a.example/%zz.mp3>'),
    /preload="none"[\s\S]*%zz\.mp3</,
  );
});

test('an image of another site is a card, so that reading the page asks nobody for it', async () => {
  const rendered = await html('https://a.example/p.jpg');
  assert.match(rendered, /^<figure class="embed embed-image"><a href="https:\/\/a\.example\/p\.jpg">/);
  assert.doesNotMatch(rendered, /<img/);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderMarkdown } from '../markdown.ts';
import { videoOf } from './video-sites.ts';

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

test('a link in a sentence, a list or with more than words stays a link', async () => {
  for (const source of [
    'see https://youtu.be/dQw4w9WgXcQ',
    '- https://youtu.be/dQw4w9WgXcQ',
    '[**a**](https://vimeo.com/12)',
  ])
    assert.doesNotMatch(await html(source), /<figure/, source);
});

test('an address is a video only when it is one', () => {
  const urls: Record<string, string | undefined> = {
    'https://m.youtube.com/watch?v=dQw4w9WgXcQ&list=x': 'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
    'https://youtube.com/shorts/dQw4w9WgXcQ': 'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
    'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=9':
      'https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=9',
    'https://player.vimeo.com/video/123': 'https://vimeo.com/123',
    'https://vimeo.com/123/abcdef0123': 'https://vimeo.com/123/abcdef0123',
    'https://vimeo.com/about': undefined,
    'https://www.youtube.com/@someone': undefined,
    'https://www.youtube.com/watch?v=a"><b>': undefined,
    'https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ': undefined,
    'https://evil@youtube.com/watch?v=dQw4w9WgXcQ': undefined,
    'javascript:alert(1)//youtu.be/dQw4w9WgXcQ': undefined,
    'not an address': undefined,
  };
  for (const [address, url] of Object.entries(urls)) assert.equal(videoOf(address)?.url, url, address);
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

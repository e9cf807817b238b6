import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { visitElements } from '../../../core/html/elements.ts';
import { sanitizeHtml } from '../../../core/html/sanitize.ts';
import { htmlToText } from '../../../core/html/text.ts';
import { proxyImages } from './proxy-images.ts';
import { createImageSigner } from './signer.ts';

const signer = createImageSigner(Buffer.alloc(32, 7), 'https://croft.example');
const clean = (html: string) => sanitizeHtml(html, { kind: 'feed', baseUrl: 'https://blog.example/a/' });

test('pictures in all sizes and what stands for a film are shown from here, the film itself and links are not', () => {
  const html =
    clean(`<p><a href="/big.png"><img src="i.png?a=1&amp;b=2" srcset="i.png 1x, i2.png 2x" width=3 height=4></a>
    <picture><source srcset="i.avif" type="image/avif"><img src=i.jpg alt='"<b>"'></picture>
    <video poster=p.jpg src=v.mp4><source src=w.mp4></video>`);
  const shown = proxyImages(html, url => `/seen?${new URL(url).pathname}${new URL(url).search}&`);
  assert.match(shown, /<a href="https:\/\/blog\.example\/big\.png"/);
  assert.match(
    shown,
    /<img alt="" src="\/seen\?\/a\/i\.png\?a=1&amp;b=2&amp;"|src="\/seen\?\/a\/i\.png\?a=1&amp;b=2&amp;"/,
  );
  assert.match(shown, /srcset="\/seen\?\/a\/i\.png&amp; 1x, \/seen\?\/a\/i2\.png&amp; 2x"/);
  assert.match(shown, /width="3"/);
  assert.match(shown, /loading="lazy" decoding="async"/);
  assert.match(shown, /<source [^>]*srcset="\/seen\?\/a\/i\.avif&amp;"/);
  assert.match(shown, /poster="\/seen\?\/a\/p\.jpg&amp;"/);
  assert.match(shown, /src="https:\/\/blog\.example\/a\/v\.mp4"/);
  assert.match(shown, /src="https:\/\/blog\.example\/a\/w\.mp4"/);
});

test('images of this site, and paths that are signed, stay as they are', () => {
  for (const url of [
    'https://croft.example/media/a.png',
    signer.path('https://a.example/b'),
    'data:x',
    'ftp://a/b',
  ])
    assert.equal(signer.path(url), url);
  const path = signer.path('https://a.example/ü?x="y"');
  const [, , , signature, encoded] = path.split('/');
  assert.equal(signer.open(signature!, encoded!), 'https://a.example/ü?x="y"');
});

test('what looks like an attribute within another is none', () => {
  const html = clean(`<img alt=' src="https://a.example/no.png" srcset=' src="https://a.example/yes.png">`);
  const shown = proxyImages(html, () => '/here');
  assert.match(shown, /alt=" src=&quot;https:\/\/a\.example\/no\.png&quot; srcset="/);
  assert.match(shown, / src="\/here"/);
});

const piece = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom(
    '<',
    '>',
    '"',
    "'",
    '&',
    '&lt;',
    '&quot;',
    ' ',
    ',',
    '=',
    '/',
    '<p>',
    '</p>',
    '<b',
    '<!--',
    '-->',
  ),
  fc.constantFrom(
    '<img src=',
    '<img srcset="',
    '<source srcset=',
    '<video poster=',
    'https://a.example/i.png',
    ' alt="',
  ),
);
const anyHtml = fc.array(piece, { maxLength: 30 }).map(parts => parts.join(''));

function elements(html: string): [string, Record<string, string>][] {
  const found: [string, Record<string, string>][] = [];
  visitElements(html, (name, attributes) => void found.push([name, { ...attributes }]));
  return found;
}

test('whatever came in, only addresses of images change: the elements, the text and all else stay, and twice is as once', () => {
  fc.assert(
    fc.property(anyHtml, dirty => {
      const before = clean(dirty);
      const after = proxyImages(before, signer.path);
      assert.equal(proxyImages(after, signer.path), after);
      assert.equal(htmlToText(after), htmlToText(before));
      const [was, is] = [elements(before), elements(after)];
      assert.deepEqual(
        is.map(([name]) => name),
        was.map(([name]) => name),
      );
      for (const [at, [name, attributes]] of is.entries()) {
        assert.deepEqual(Object.keys(attributes), Object.keys(was[at]![1]));
        for (const [attribute, value] of Object.entries(attributes)) {
          const image = name === 'img' ? ['src', 'srcset'] : name === 'source' ? ['srcset'] : ['poster'];
          if (image.includes(attribute)) assert.doesNotMatch(value, /https?:/);
          else assert.equal(value, was[at]![1][attribute]);
        }
      }
    }),
    { numRuns: 2_000 },
  );
});

test('a megabyte made to be slow is not', () => {
  const started = performance.now();
  proxyImages('<img '.repeat(200_000), signer.path);
  proxyImages(`<img ${'a="" src='.repeat(100_000)}>`, signer.path);
  proxyImages(`<img srcset="${'a, '.repeat(300_000)}">`, signer.path);
  assert.ok(performance.now() - started < 3_000);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SanitizeKind, sanitizeHtml } from './sanitize.ts';

const baseUrl = 'https://blog.example/posts/one';

function clean(dirty: string, kind: SanitizeKind = 'feed'): string {
  return sanitizeHtml(dirty, { kind, baseUrl });
}

const KEPT: [string, string, string][] = [
  ['prose', '<p>a <b>b</b> &amp; <code>c</code></p>', '<p>a <b>b</b> &amp; <code>c</code></p>'],
  ['unclosed elements', '<p>a<p>b<ul><li>c', '<p>a</p><p>b</p><ul><li>c</li></ul>'],
  [
    'tables',
    '<table><tr><td colspan=2 onclick=x>a</table>',
    '<table><tr><td colspan="2">a</td></tr></table>',
  ],
  [
    'links, absolute and marked as not ours',
    '<a href="../two" target=_blank rel=opener>a</a>',
    '<a href="https://blog.example/two" rel="nofollow ugc noopener">a</a>',
  ],
  [
    'images, loaded late',
    '<img src=a.png alt="A" width=10 height=20>',
    '<img alt="A" height="20" src="https://blog.example/posts/a.png" width="10" loading="lazy" decoding="async" />',
  ],
  [
    'srcset, absolute, without what is broken',
    '<img src="/a.png" srcset="a.png 1x, javascript:alert(1) 2x,b,c.png 3x, /d.png 2q">',
    '<img alt="" src="https://blog.example/a.png" srcset="https://blog.example/posts/a.png 1x, https://blog.example/posts/b,c.png 3x" loading="lazy" decoding="async" />',
  ],
  [
    'images that a script would have loaded',
    '<img src="data:image/gif;base64,R0" data-src="/a.png">',
    '<img alt="" src="https://blog.example/a.png" loading="lazy" decoding="async" />',
  ],
  [
    'players, which do not start by themselves',
    '<video autoplay src=a.mp4 poster=p.png></video>',
    '<video poster="https://blog.example/posts/p.png" src="https://blog.example/posts/a.mp4" controls preload="none"></video>',
  ],
  [
    'an embedded player as a link',
    '<iframe width=1 src="//www.video.example/embed/x?a=1&amp;b=2"></iframe>after',
    '<p><a href="https://www.video.example/embed/x?a=1&amp;b=2" rel="nofollow ugc noopener">www.video.example</a></p>after',
  ],
  ['language and direction', '<p lang=ar dir=rtl>a</p>', '<p dir="rtl" lang="ar">a</p>'],
  [
    'what noscript holds',
    '<noscript><img src=a.png></noscript>',
    '<img alt="" src="https://blog.example/posts/a.png" loading="lazy" decoding="async" />',
  ],
];

for (const [name, dirty, expected] of KEPT) {
  test(`a feed entry keeps ${name}`, () => assert.equal(clean(dirty), expected));
}

const DROPPED: [string, string, string][] = [
  ['scripts and styles with their content', 'a<script>b</script><style>c</style>d', 'ad'],
  [
    'SVG and MathML with their content',
    'a<svg><a xlink:href="javascript:x">b</a></svg><math><mi>c</math>d',
    'ad',
  ],
  [
    'forms, but not their words',
    '<form action=x><label>a</label><input value=b><button>c</button></form>',
    'ac',
  ],
  ['counting pixels by size', 'a<img src=/p.gif width=1 height=1>b', 'ab'],
  [
    'counting pixels by style',
    'a<img src=/p.gif style="width:1px;height:1px">b<img src=/q.gif style="display: none">c',
    'abc',
  ],
  ['images without an address', '<p>a<img>b<img src="javascript:x">c</p>', '<p>abc</p>'],
  ['ids, classes and styles', '<p id=a class=b style="color:red">c</p>', '<p>c</p>'],
  ['relative addresses that have no base', '<a href="http://[/">a</a>', '<a>a</a>'],
  [
    'user names in addresses',
    '<a href="https://bank.example@evil.example/">a</a>',
    '<a href="https://evil.example/" rel="nofollow ugc noopener">a</a>',
  ],
  ['characters that a database refuses', 'a\0b\ud800c', 'ab\ufffdc'],
];

for (const [name, dirty, expected] of DROPPED) {
  test(`a feed entry loses ${name}`, () => assert.equal(clean(dirty), expected));
}

test('the images of a feed entry can be sent through a proxy, in src, srcset and poster', () => {
  const html = sanitizeHtml(
    '<img src=a.png srcset="b.png 2x"><video poster=c.png></video><a href=d.png>d</a>',
    {
      kind: 'feed',
      baseUrl: 'https://a.example/',
      image: url => `/image?url=${encodeURIComponent(url)}`,
    },
  );
  assert.match(html, /src="\/image\?url=https%3A%2F%2Fa.example%2Fa.png"/);
  assert.match(html, /srcset="\/image\?url=https%3A%2F%2Fa.example%2Fb.png 2x"/);
  assert.match(html, /poster="\/image\?url=https%3A%2F%2Fa.example%2Fc.png"/);
  assert.match(html, /href="https:\/\/a.example\/d.png"/);
});

test('a comment and a mention keep simple marks and no images or headings', () => {
  for (const kind of ['comment', 'mention'] as const) {
    assert.equal(
      clean('<h1>a</h1><img src=x><em>b</em><div>c</div><iframe src=y>z</iframe>', kind),
      'a<em>b</em>c',
    );
  }
});

test("a post keeps the owner's rel, microformats and footnotes, with ids in a namespace", () => {
  assert.equal(
    clean(
      '<a rel="me opener" class="u-url evil" href="/a">a</a><sup id=fn1><a href="#fn1">1</a></sup>',
      'post',
    ),
    '<a href="https://blog.example/a" rel="me" class="u-url">a</a><sup id="user-content-fn1"><a href="#user-content-fn1">1</a></sup>',
  );
});

test('input that is too deep comes back as its text', () => {
  const deep = `${'<div>'.repeat(100_000)}<p>a &lt;b&gt;</p><p>c${'</div>'.repeat(100_000)}`;
  assert.equal(clean(deep), '<p>a &lt;b&gt;</p><p>c</p>');
});

test('input that is too long is cut off', () => {
  const long = clean(`<p>${'a'.repeat(70_000)}<b>b</b>`, 'comment');
  assert.match(long, /^<p>a{63997}<\/p>$/);
});

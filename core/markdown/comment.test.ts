import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sanitizeHtml } from '../html/sanitize.ts';
import { renderComment } from './markdown.ts';

const html = async (source: string) => (await renderComment(source)).html;

test('a comment has paragraphs, lines, emphasis, code, lists, quotations and links', async () => {
  assert.equal(
    await html('*a* **b**\n~~c~~ `d`\n\ne'),
    '<p><em>a</em> <strong>b</strong><br />\n<s>c</s> <code>d</code></p>\n<p>e</p>',
  );
  assert.equal(
    await html('> q\n\n- a\n- b'),
    '<blockquote>\n<p>q</p>\n</blockquote>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>',
  );
  assert.equal(await html('```js\n<b>\n```'), '<pre><code>&lt;b&gt;\n</code></pre>');
  assert.equal(
    await html('www.a.example [b](https://b.example/?x&y)'),
    '<p><a href="http://www.a.example/" rel="nofollow ugc noopener">www.a.example</a> ' +
      '<a href="https://b.example/?x&amp;y" rel="nofollow ugc noopener">b</a></p>',
  );
});

test('headings, images, tables and HTML stay text', async () => {
  assert.equal(await html('# h'), '<p># h</p>');
  assert.doesNotMatch(await html('![a](https://a.example/a.png)'), /<img/);
  assert.doesNotMatch(await html('|a|\n|-|\n|b|'), /<table/);
  assert.equal(
    await html('<b>x</b><script>y</script>'),
    '<p>&lt;b&gt;x&lt;/b&gt;&lt;script&gt;y&lt;/script&gt;</p>',
  );
});

test('the words come without marks, and as they were written', async () => {
  const { text } = await renderComment('Hi **you** & <b>\n\n> [q](https://a.example)');
  assert.equal(text, 'Hi you & <b>\n\nq');
});

test('no vector becomes a tag, a handler or an address that runs', async () => {
  const vectors = [
    '[a](javascript:alert(1))',
    '[a](JaVaScRiPt:alert(1))',
    '[a](javascript&colon;alert(1))',
    '[a](java\nscript:alert(1))',
    '[a](&#x6A;avascript:alert(1))',
    '[a](\u0001javascript:alert(1))',
    '[a](data:text/html;base64,PHNjcmlwdD4=)',
    '[a](vbscript:x)',
    '[a](file:///etc/passwd)',
    '[a](//evil.example)',
    '[a](/admin)',
    '[a](#x)',
    '<javascript:alert(1)>',
    '[a]: javascript:alert(1)\n\n[a]',
    '[a](https://x" onmouseover="alert(1))',
    '[a](https://x/ "t\\" onclick=alert(1) x=\\"")',
    '<img src=x onerror=alert(1)>',
    '`<img src=x onerror=alert(1)>`',
    '```"><script>alert(1)</script>\nx\n```',
    '<svg/onload=alert(1)>',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '<https://a.example/"onmouseover=alert(1)>',
    '[<script>alert(1)</script>](https://a.example)',
  ];
  for (const vector of vectors) assertHarmless(await html(vector), vector);
});

test('any text is harmless, stays so when sanitised again, and is bounded', async () => {
  const piece = fc.constantFrom(
    ...[
      '[a](',
      ')',
      'javascript:',
      'https://a.example',
      '<script>',
      '</p>',
      '"',
      "'",
      '`',
      '```',
      '> ',
      '- ',
      '\n',
      '\n\n',
      '*',
      '_',
      '~~',
    ],
    ...[
      '<',
      '>',
      '&',
      '&#x',
      ';',
      '\\',
      '\0',
      '\ud800',
      'onerror=',
      '<img src=x ',
      '![',
      ']',
      '    ',
      '1. ',
      '\u202e',
      '| a |\n|-|',
      '# ',
      '<!--',
    ],
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 60 }), async pieces => {
      const rendered = await html(pieces.join(''));
      assertHarmless(rendered, pieces.join(''));
      assert.equal(sanitizeHtml(rendered, { kind: 'comment' }), rendered);
    }),
    { numRuns: 1500 },
  );
});

test('megabytes and deep nesting are rendered in bounded time and size', async () => {
  for (const source of [
    '> '.repeat(500_000),
    '['.repeat(1_000_000),
    '*a '.repeat(300_000),
    '- '.repeat(300_000),
    '`a'.repeat(500_000),
    '[a](<'.repeat(200_000),
  ])
    assert.ok((await html(source)).length < 500_000);
});

const TAG =
  /<(?:(?:p|em|strong|s|code|pre|blockquote|ul|ol|li|br)(?: start="\d+")?|a(?: title="[^"<>]*")?(?: href="(?:https?:\/\/|mailto:)[^"<>]*" rel="nofollow ugc noopener")?) ?\/?>/g;

function assertHarmless(rendered: string, source: string): void {
  const rest = rendered.replace(TAG, '').replace(/<\/[a-z]+>/g, '');
  assert.doesNotMatch(rest, /[<>]/, JSON.stringify({ source, rendered }));
}

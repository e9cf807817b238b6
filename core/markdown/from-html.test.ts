import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parser } from '../html/lazy.ts';
import { htmlToMarkdown } from './from-html.ts';
import { renderMarkdown } from './markdown.ts';

test('what Markdown has signs for becomes Markdown, the rest stays as it is', () => {
  for (const [html, markdown] of [
    ['<h2>A</h2><p>b <em>c</em> <strong>d</strong> <s>e</s></p>', '## A\n\nb *c* **d** ~~e~~'],
    ['<pre><code class="language-js">let a = "&lt;b&gt;";</code></pre>', '```js\nlet a = "<b>";\n```'],
    ['<p>Press <kbd>Q</kbd>, H<sub>2</sub>O</p>', 'Press <kbd>Q</kbd>, H<sub>2</sub>O'],
    [
      '<table><tr><td>1</td></tr>\n\n<tr><td>2</td></tr></table>',
      '<table><tbody><tr><td>1</td></tr><tr><td>2</td></tr></tbody></table>',
    ],
    ['<p>1 &lt; 2 &amp; 3, &amp;lt; costs $5</p>', '1 \\< 2 & 3, \\&lt; costs \\$5'],
    ['<p><a href="https://example.org/a (b)" title="t">x</a></p>', '[x](https://example.org/a%20%28b%29)'],
    [
      '<p><img src="https://example.org/a.png" alt="a [b] <c>"></p>',
      '![a \\[b\\] \\<c>](https://example.org/a.png)',
    ],
    ['<ul><li>one</li><li>two<ul><li>three</li></ul></li></ul>', '- one\n- two\n  - three'],
    ['<ol start="9"><li>nine</li><li><p>ten</p><p>more</p></li></ol>', '9. nine\n10. ten\n\n    more'],
    ['<pre class="language-sh">a `b` ```\nc</pre>', '````sh\na `b` ```\nc\n````'],
    [
      '<figure><img src="https://example.org/a.png" alt=""><figcaption>A <b>*wall*</b></figcaption></figure>',
      '![](https://example.org/a.png)\n\n*A \\*wall\\**',
    ],
    [
      '<iframe src="https://www.youtube.com/embed/abc"></iframe>',
      '[www.youtube.com](https://www.youtube.com/embed/abc)',
    ],
    ['  ', ''],
  ] as const)
    assert.equal(htmlToMarkdown(html), markdown);
});

test('links, pictures and files get the addresses that they have now, also in what stays HTML, and text stays text', () => {
  const address = (old: string) =>
    old.startsWith('https://old.example/') ? `/media/${old.slice(20)}` : undefined;
  const convert = (html: string) => htmlToMarkdown(html, { baseUrl: 'https://old.example/', address });
  assert.equal(
    convert('<p><a href="a&amp;b">x</a> <img src="/c.png" srcset="/d.png 2x"></p>'),
    '[x](/media/a&b) ![](/media/c.png)',
  );
  assert.match(
    convert('<table><tr><td><img src="/c.png" srcset="/d.png 2x"></td></tr></table>'),
    /<td><img [^>]*src="\/media\/c\.png"(?![^>]*srcset)/,
  );
  assert.match(convert('<video src="/v.mp4" poster="/p.png"></video>'), /src="\/media\/v\.mp4"/);
  assert.equal(convert('<a href="https://other.example/a">x</a>'), '[x](https://other.example/a)');
  assert.equal(convert('<p>&lt;img src="/c.png"&gt;</p>'), '\\<img src="/c.png">');
});

const piece = fc.constantFrom(
  ...[
    '<script>x</script>',
    '<img src=x onerror=x>',
    '](/x)',
    '](javascript:x)',
    '"',
    "'",
    '\\',
    '`',
    '\n\n',
    '<',
    '>',
    '&lt;',
    '&',
    ')',
    '(',
    '[',
    ']',
    '$',
    '- ',
    '# ',
    'a',
    ' ',
    '<svg onload=x>',
  ],
);
const text = fc.array(piece, { maxLength: 8 }).map(parts => parts.join(''));
const escapeText = (value: string) =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

test('no text, address or attribute of any HTML comes out as an element that was not let in', async () => {
  const html = fc
    .tuple(text, text, text, text)
    .map(([words, alt, title, raw]) =>
      [
        `<p>${escapeText(words)}<img src="https://example.org/${escapeText(title)}" alt="${escapeText(alt)}" title="${escapeText(title)}"></p>`,
        `<p><a href="https://example.org/${escapeText(alt)}" title="${escapeText(title)}">${escapeText(words)}</a> <code>${escapeText(alt)}</code></p>`,
        `<table title="${escapeText(alt)}"><tr><td>${escapeText(words)}</td></tr></table><ul><li>${escapeText(title)}</li></ul>`,
        raw,
      ].join(''),
    );
  await fc.assert(
    fc.asyncProperty(html, async input => {
      const { html: rendered } = await renderMarkdown(
        htmlToMarkdown(input, { baseUrl: 'https://example.org/' }),
      );
      assert.deepEqual(dangersIn(rendered), [], rendered);
    }),
    { numRuns: 300 },
  );
});

/** Elements and attributes that run something. */
function dangersIn(html: string): string[] {
  const found: string[] = [];
  const { Parser } = parser();
  const reader = new Parser({
    onopentag(name, attributes) {
      if (['script', 'svg', 'iframe', 'object', 'style'].includes(name)) found.push(name);
      for (const [attribute, value] of Object.entries(attributes))
        if (/^on/.test(attribute) || /^\s*javascript:/i.test(value)) found.push(`${attribute}=${value}`);
    },
  });
  reader.write(html);
  reader.end();
  return found;
}

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
    ['  ', ''],
  ] as const)
    assert.equal(htmlToMarkdown(html), markdown);
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
      const { html: rendered } = await renderMarkdown(htmlToMarkdown(input, 'https://example.org/'));
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

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { renderMarkdown } from '../markdown.ts';
import { renderMath } from './temml.ts';

const html = async (source: string) => (await renderMarkdown(source)).html.trim();

test('formulas in a line and displayed become MathML', async () => {
  assert.equal(await html('so $x$.'), '<p>so <math><mi>x</mi></math>.</p>');
  for (const source of ['$$\nx\n$$', '$$x$$', '$$ x\n$$'])
    assert.equal(await html(source), '<math display="block" class="tml-display"><mi>x</mi></math>', source);
  assert.match(await html('a $$x$$ b'), /^<p>a <math display="block"[\s\S]* b<\/p>$/);
  assert.match(await html('> $$\n> x\n> $$\n\n- $a\\$b$'), /<blockquote>\s*<math[\s\S]*<li><math>/);
});

test('prices and names of variables stay text', async () => {
  for (const text of [
    'It costs $5 and $10.',
    'from $5-$10, US$5/$6',
    'a $5 bill (not 10$)',
    'set $HOME/$USER and $PATH',
    '$ 5$ and $5 $',
    'a $ b',
    '$$',
    '$$$',
    '$',
    '5$ or 6$',
  ])
    assert.equal(await html(text), `<p>${text}</p>`);
  assert.equal(await html('\\$x\\$ and `$x$`'), '<p>$x$ and <code>$x$</code></p>');
  assert.match(await html('    $$x$$'), /<pre/);
});

test('text is found by its formulas too', async () => {
  assert.match((await renderMarkdown('so $E=mc^2$\n\n$$\na+b\n$$')).text, /so E=mc\^2\na\+b/);
});

test('what cannot be read is shown as it was written', () => {
  assert.match(
    renderMath('\\frac{<b>', false),
    /^<code class="math-error" title="[^"<]+">\\frac\{&lt;b&gt;<\/code>$/,
  );
  assert.match(renderMath('{'.repeat(9000), true), /^<p><code class="math-error"/);
  assert.match(renderMath('x'.repeat(10_001), false), /math-error/);
  assert.match(renderMath('\\def\\a{\\a\\a}\\a', false), /math-error/);
});

test('colours become attributes, and no formula makes a style, a link, an id or a script', () => {
  assert.match(renderMath('\\color{red}{x}', false), /mathcolor="#ff0000"/);
  assert.match(renderMath('\\boxed{x}', false), /class="math-boxed"/);
  const piece = fc.constantFrom(
    ...[
      '\\frac',
      '{',
      '}',
      'x',
      '^',
      '_',
      '&',
      '\\\\',
      '\\begin{matrix}',
      '\\end{matrix}',
      '\\text{',
      '<script>',
      '"',
    ],
    ...[
      '\\href{javascript:x}{',
      '\\class{',
      '\\style{color:red}{',
      '\\id{',
      '\\label{a" onload="x',
      '\\color{red}',
      '\\left(',
      '\\right)',
    ],
    ...[
      '\\colorbox{blue}{',
      '\\tag{',
      '\\hspace{9em}',
      '\\rule{1em}{1em}',
      '\\includegraphics{',
      '\\cancel{',
      '\\boxed{',
      '\0',
    ],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), fc.boolean(), (pieces, display) => {
      const rendered = renderMath(pieces.join(''), display);
      assert.doesNotMatch(
        rendered.replace(/>[^<]*</g, '><').replace(/title="[^"]*"/g, ''),
        /\s(?:style|href|src|id|on\w+)=|<script/i,
      );
    }),
    { numRuns: 2000 },
  );
});

test('dollars without end are read in bounded time', async () => {
  const { words } = await renderMarkdown(`${'$a '.repeat(50_000)}\n\n${'$$\n'.repeat(20_001)}`);
  assert.ok(words > 0);
});

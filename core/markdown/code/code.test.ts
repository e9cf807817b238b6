import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { htmlToText } from '../../html/text.ts';
import { renderMarkdown } from '../markdown.ts';
import { highlight } from './highlight.ts';
import { highlightCode } from './highlight-code.ts';
import { readMeta } from './meta.ts';

const html = async (source: string) => (await renderMarkdown(source)).html.trim();

test('code is told apart by classes, without a style attribute', async () => {
  const rendered = await html('```ts\nconst a = "b"; // c <d>\n```');
  assert.equal(
    rendered,
    '<pre tabindex="0"><code class="language-ts"><span class="hl-k">const</span> a = <span class="hl-s">&quot;b&quot;</span>; ' +
      '<span class="hl-c">// c &lt;d&gt;</span>\n</code></pre>',
  );
});

test('code of an unknown language, of none, or of too many lines stays plain', async () => {
  assert.equal(
    await html('```nope\n"a"\n```'),
    '<pre tabindex="0"><code class="language-nope">&quot;a&quot;\n</code></pre>',
  );
  assert.doesNotMatch(await html('```text\n"a"\n```'), /<span/);
  assert.doesNotMatch(await html(`\`\`\`js\n${'"a"\n'.repeat(1001)}\`\`\``), /<span/);
  assert.doesNotMatch(await html('```__proto__\n"a"\n```'), /<span/);
});

test('a fence may have a title and lines that stand out', async () => {
  assert.equal(
    await html('```text title="a <b>" {2}\none\ntwo\n```'),
    '<figure class="code"><figcaption>a &lt;b&gt;</figcaption><pre tabindex="0"><code class="language-text">one\n' +
      '<span class="line">two\n</span></code></pre></figure>',
  );
  assert.deepEqual(readMeta('TS {1, 3-5,9-2,} title=a.ts'), {
    language: 'ts',
    title: 'a.ts',
    marked: new Set([1, 3, 4, 5]),
  });
  assert.deepEqual(readMeta('js{2}'), { language: 'js', title: '', marked: new Set([2]) });
});

test('any code is shown as it was written, whatever the language', async () => {
  const language = fc.constantFrom('ts', 'html', 'bash', 'markdown', 'diff', 'python');
  const code = fc.array(
    fc.constantFrom(
      '<',
      '&',
      '"',
      "'",
      '`',
      '${',
      '}',
      '\n',
      'a',
      ' ',
      '#',
      '/*',
      '*/',
      '\t',
      '\u2028',
      '字',
    ),
  );
  await fc.assert(
    fc.asyncProperty(language, code, async (name, pieces) => {
      const source = pieces.join('');
      const lines = await highlightCode(source, name);
      assert.doesNotMatch(lines!.join('').replace(/<span class="hl-[a-z]">|<\/span>/g, ''), /[<>"]/);
      const shown = htmlToText(`<pre>x${lines!.join('\n')}x</pre>`);
      assert.equal(shown, `x${source.replace(/\n$/, '')}x`);
    }),
    { numRuns: 200 },
  );
});

test('one process serves many documents at once and gives each its own', async () => {
  const asked = Array.from({ length: 20 }, (_, at) => highlight([{ code: `"${at}"`, language: 'json' }]));
  for (const [at, lines] of (await Promise.all(asked)).entries())
    assert.deepEqual(lines, [[`<span class="hl-s">&quot;${at}&quot;</span>`]]);
});

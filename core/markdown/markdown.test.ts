import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { findRawHtml, renderMarkdown } from './markdown.ts';

async function html(source: string, options?: Parameters<typeof renderMarkdown>[1]): Promise<string> {
  return (await renderMarkdown(source, options)).html.trim();
}

test('headings begin at h2, skip no level on the way down and link to themselves', async () => {
  const rendered = await html('# One\n\n#### Deep\n\n## Two\n\n# One');
  assert.deepEqual(rendered.split('\n'), [
    '<h2 id="one"><a class="anchor" href="#one">One</a></h2>',
    '<h3 id="deep"><a class="anchor" href="#deep">Deep</a></h3>',
    '<h3 id="two"><a class="anchor" href="#two">Two</a></h3>',
    '<h2 id="one-2"><a class="anchor" href="#one-2">One</a></h2>',
  ]);
});

test('a heading that has a link keeps it and gets no second one around it', async () => {
  assert.equal(await html('## See [it](/a)'), '<h2 id="see-it">See <a href="/a">it</a></h2>');
});

test('tables, strikethrough, task lists and footnotes are rendered', async () => {
  assert.match(
    await html('| a | b |\n|---|--:|\n| 1 | 2 |'),
    /<th align="right">b<\/th>[\s\S]*<td align="right">2<\/td>/,
  );
  assert.equal(await html('~~old~~'), '<p><s>old</s></p>');
  const tasks = await html('- [x] done\n- [ ] not *yet*');
  assert.match(tasks, /<li class="task"><label><input type="checkbox" disabled checked> done<\/label><\/li>/);
  assert.match(tasks, /<input type="checkbox" disabled> not <em>yet<\/em><\/label>/);
  assert.match(
    await html('a[^1]\n\n[^1]: note', { footnotes: 'x' }),
    /<li id="fn-x-1" class="footnote-item">/,
  );
});

test('no style attribute is made, since the content security policy allows none', async () => {
  assert.doesNotMatch(await html('| a |\n|:-:|\n| 1 |'), /style=/);
});

test('web and e-mail addresses become links, bare file names do not', async () => {
  assert.equal(
    await html('see www.a.example/b.'),
    '<p>see <a href="http://www.a.example/b">www.a.example/b</a>.</p>',
  );
  assert.equal(await html('https://a.example'), '<p><a href="https://a.example">https://a.example</a></p>');
  assert.equal(await html('me@a.example'), '<p><a href="mailto:me@a.example">me@a.example</a></p>');
  assert.equal(await html('README.md, node.js'), '<p>README.md, node.js</p>');
});

test('raw HTML stays, links that would run code do not become links', async () => {
  assert.equal(await html('a <kbd>K</kbd>'), '<p>a <kbd>K</kbd></p>');
  assert.doesNotMatch(await html('[x](javascript:alert(1)) [y](JAVASCRIPT:1)'), /href/);
});

test('relative addresses are resolved against the base, others stay', async () => {
  const base = { base: '/posts/' };
  assert.equal(await html('[a](other)', base), '<p><a href="/posts/other">a</a></p>');
  assert.equal(await html('[a](../tags/x?y#z)', base), '<p><a href="/tags/x?y#z">a</a></p>');
  assert.equal(
    await html('![a](pic.png)', base),
    '<p><img src="/posts/pic.png" alt="a" decoding="async"></p>',
  );
  for (const url of ['/a', '#a', '//host/a', 'https://a.example/', 'mailto:a@a.example'])
    assert.match(await html(`[a](${url})`, base), new RegExp(`href="${url}"`));
});

test('images after the first load when they come into view', async () => {
  const rendered = await html('![a](/a.png)\n\n![b](/b.png)');
  assert.deepEqual([...rendered.matchAll(/loading="lazy"/g)].length, 1);
  assert.match(rendered, /src="\/b.png" alt="b" decoding="async" loading="lazy"/);
});

test('blocks of code can be reached by keyboard', async () => {
  const block = (code: string) => `<pre tabindex="0"><code>${code}\n</code></pre>`;
  assert.equal(await html('```\n<a>\n```'), block('&lt;a&gt;'));
  assert.equal(await html('    <a>'), block('&lt;a&gt;'));
});

test('a table of contents stands where the writer put its mark, as deep as the headings', async () => {
  const rendered = await html('[[TOC]]\n\n# A <b>\n\n## *B*\n\n# C', { language: 'de' });
  assert.equal(
    rendered.split('\n')[0],
    '<nav class="toc" aria-label="Inhalt"><ul><li><a href="#a">A</a><ul><li><a href="#b">B</a></li></ul></li>' +
      '<li><a href="#c">C</a></li></ul></nav>',
  );
  assert.equal(await html('[toc]'), '');
  assert.match(await html('see [toc]\n\n# A'), /see \[toc\]/);
});

test('headings are listed with their ids, levels and words', async () => {
  const { headings } = await renderMarkdown('# One & `two`\n\n### Deep');
  assert.deepEqual(headings, [
    { id: 'one-two', text: 'One & two', level: 2 },
    { id: 'deep', text: 'Deep', level: 3 },
  ]);
});

test('what is known of an image becomes sources, a size that moves nothing and a text that was missing', async () => {
  const known = {
    width: 1200,
    height: 800,
    alt: 'a "hedge"',
    src: '/media/a-960.webp',
    sources: [{ type: 'image/avif', srcset: '/media/a-480.avif 480w' }],
  };
  const asked: string[] = [];
  const images = async (addresses: readonly string[]) => {
    asked.push(...addresses);
    return new Map([['/media/a.jpg', known]]);
  };
  assert.equal(
    await html('![](/media/a.jpg)', { images }),
    '<p><picture><source type="image/avif" srcset="/media/a-480.avif 480w" sizes="(min-width: 42rem) 38rem, 92vw">' +
      '<img src="/media/a-960.webp" alt="a &quot;hedge&quot;" decoding="async" width="1200" height="800"></picture></p>',
  );
  assert.match(
    await html('![mine](/media/a.jpg) ![x](/b.png)', { images }),
    /alt="mine"[\s\S]*<img src="\/b.png"/,
  );
  assert.deepEqual(asked, ['/media/a.jpg', '/media/a.jpg', '/b.png']);
});

test('the summary is the first paragraph as plain text, or what stands before the more mark', async () => {
  const plain = await renderMarkdown('# Title\n\nHello *big* `world`, [link](/x).\n\nMore.');
  assert.equal(plain.summary, 'Hello big world, link.');
  assert.equal((await renderMarkdown('One.\n\nTwo.\n\n<!--more-->\n\nThree.')).summary, 'One. Two.');
  const long = (await renderMarkdown('word '.repeat(200))).summary;
  assert.ok(long.length <= 300 && long.endsWith('word…'));
});

test('words and minutes count what is read, in scripts without spaces too', async () => {
  const read = async (source: string) => {
    const { words, minutes } = await renderMarkdown(source);
    return { words, minutes };
  };
  assert.deepEqual(await read(''), { words: 0, minutes: 1 });
  assert.deepEqual(await read("It's *two* words, <b>no</b> tags: `x`"), { words: 6, minutes: 1 });
  assert.deepEqual(await read('word '.repeat(1150)), { words: 1150, minutes: 5 });
  assert.deepEqual(await read('字'.repeat(1000)), { words: 1000, minutes: 2 });
});

test('text for searching has the words of raw HTML and code but no tags, scripts or comments', async () => {
  const { text } = await renderMarkdown(
    '<div title="t">in</div>\n\n<script>no()</script>\n\n<!-- no -->\n\n    code\n',
  );
  assert.deepEqual(text.split(/\s+/).filter(Boolean), ['in', 'code']);
});

test('any text is rendered, with headings below the title and ids that are unique', async () => {
  const piece = fc.constantFrom(
    ...[
      '# ',
      '### ',
      '\n',
      '\n\n',
      'a',
      '[a](',
      ')',
      '![',
      ']',
      '`',
      '```',
      '|',
      '-|-',
      '- [ ] ',
      '[^1]',
      '[^1]: ',
      '<b>',
      '<!--',
      '$',
      '$$',
      '$x$',
      '[!NOTE]',
      '[[toc]]',
      'https://youtu.be/abcdefgh',
      '/a.mp3',
      '*',
      '~~',
    ],
    ...[
      '\\\\:x',
      '\\\\\\\\:x',
      '%zz',
      'www.',
      'http://',
      '@b.c',
      '\0',
      '\ud800',
      '    ',
      '> ',
      '1. ',
      '&amp;',
      '===',
    ],
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async pieces => {
      const { html: rendered, summary, minutes } = await renderMarkdown(pieces.join(''), { base: '/posts/' });
      assert.doesNotMatch(rendered, /<h1| style=/);
      const ids = [...rendered.matchAll(/<h\d id="([^"]*)"/g)].map(match => match[1]);
      assert.equal(new Set(ids).size, ids.length);
      assert.ok(summary.length <= 300 && minutes >= 1);
    }),
    { numRuns: 1000 },
  );
});

test('many equal headings and deep nesting are rendered in bounded time', async () => {
  const { html: rendered } = await renderMarkdown(
    `${'# a\n'.repeat(20_000)}${'> '.repeat(5000)}x\n${'['.repeat(50_000)}`,
  );
  assert.match(rendered, /id="a-20000"/);
});

test('the blocks that have raw HTML are found whole; Markdown that becomes HTML, code and the sign of a summary are none', async () => {
  assert.deepEqual(
    await findRawHtml('One.\n\nTwo <b>bold</b> word.\n\n<div>\nthree\n</div>\n\n- four <i>\n'),
    ['Two <b>bold</b> word.', '<div>\nthree\n</div>\n', 'four <i>'],
  );
  const none =
    '# <\n\n`<b>` <https://example.org> 1 < 2\n\n    <div>\n\n- [x] done\n\n![a](/a.png "caption")\n\n<!-- more -->\n';
  assert.deepEqual(await findRawHtml(none), []);
  assert.equal((await findRawHtml('<!--><script>alert(1)</script>-->')).length, 1);
});

test('whatever Markdown raw HTML is put into, it is found or shown as text', async () => {
  const places = [
    'X',
    '> X',
    '> [!NOTE] X\n> X',
    '- X',
    '- [ ] X',
    '# X',
    '[^1] ^[X]\n\n[^1]: X',
    '| X | b |\n|--|--|\n| X | X |',
  ];
  const more = [
    '![X](/a.png "X")',
    '[X](/a "X")',
    '**X**',
    '``` X\nX\n```',
    '$X$',
    '$$\nX\n$$',
    '[a]: /x "X"\n\n[a] [X][a]',
  ];
  const tags = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<x-raw>',
    '</script>',
    '<!--><x-raw>-->',
    '<?x-raw?>',
    '<![CDATA[<x-raw>]]>',
  ];
  const piece = fc
    .tuple(fc.constantFrom(...places, ...more), fc.constantFrom(...tags))
    .map(([place, tag]) => place.replaceAll('X', tag));
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 4 }), async pieces => {
      const source = pieces.join('\n\n');
      if ((await findRawHtml(source)).length > 0) return;
      const made = await html(source);
      assert.doesNotMatch(made, /<(?:script|x-raw|\?|!\[|\/script)/);
      // A picture may say in its description what would be an attribute outside of it.
      const parser = new Parser({ onattribute: name => assert.notEqual(name, 'onerror', made) });
      parser.end(made);
    }),
    { numRuns: 300 },
  );
});

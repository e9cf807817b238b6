import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { prose, webPage } from '../testing/pages.ts';
import { checkSelectors, extractArticle } from './extract.ts';
import { tidy } from './tidy.ts';

const url = 'https://blog.example/2026/heron';
const extract = (html: string, selectors: { content?: string; remove?: string } = {}) =>
  extractArticle({ html, url, ...selectors });

test('the article is found, safe, with its own base, and without what stands around it', async () => {
  const article = `${prose('heron')}<p onclick="x()"><a href="../b?utm_source=x&id=1">next, and a bit more of it</a>
    <img data-src="pic.jpg" src="data:image/gif;base64,R0l"><script>alert(1)</script></p>`;
  const head = `<base href="/base/dir/"><meta name="author" content="Ada  Heron"><meta property="og:image" content="big.jpg">`;
  const found = await extract(webPage(article, { title: 'The &amp; heron', head }));
  assert.equal(found.title, 'The & heron');
  assert.equal(found.author, 'Ada Heron');
  assert.equal(found.image, 'https://blog.example/base/dir/big.jpg');
  assert.match(found.text, /stood by the river/);
  assert.match(found.summary, /^The heron stood by the river.*…$/);
  assert.match(found.html, /href="https:\/\/blog\.example\/base\/b\?id=1"/);
  assert.match(found.html, /src="https:\/\/blog\.example\/base\/dir\/pic\.jpg"/);
  assert.doesNotMatch(found.html, /script|onclick|utm_|About us|Subscribe|rights reserved/);
});

test('without anything better, the title is that of the document, whole', async () => {
  assert.equal(
    (await extract(`<title>Q&amp;A about\nherons</title>${prose('heron')}`)).title,
    'Q&A about herons',
  );
});

test('selectors say what the text is, and what is not', async () => {
  const html = webPage(`<div class="ad">${prose('advert')}</div>${prose('heron')}
    <div class="extra">A short note that counts here, although it is short, since somebody chose it by hand.<p class="ad">Buy.</p>
    <div class="extra">Inner, and only once.</div></div>`);
  assert.doesNotMatch((await extract(html, { remove: '.ad' })).text, /advert|Buy/);
  const chosen = await extract(html, { content: '.extra', remove: '.ad' });
  assert.match(chosen.text, /^A short note/);
  assert.doesNotMatch(chosen.text, /heron|Buy/);
  assert.equal(chosen.text.match(/Inner/g)?.length, 1);
  assert.match(
    (await extract(html, { content: '.nowhere' })).text,
    /heron/,
    'the article is looked for then',
  );
});

test('a selector that is none is refused with what is wrong', async () => {
  await checkSelectors({ content: 'article > .text, figure:not(.ad)', remove: '' });
  await checkSelectors({ content: 'a[href*="<"]', remove: "[title='a..b']" });
  for (const bad of [
    'div[',
    '$$',
    '::before',
    'p:nth-child(2n',
    ',',
    'p:nonsense(1)',
    '<',
    '> p',
    'a, + b',
    '..a',
    'a <b',
  ])
    await assert.rejects(
      checkSelectors({ remove: bad }),
      { reason: 'bad_selector', details: { field: 'remove' } },
      bad,
    );
});

test('a page with nothing to read says so', async () => {
  for (const html of [
    '',
    webPage(''),
    '<ul><li><a href="x">x</a></ul>',
    '\0',
    'plain',
    '<div>'.repeat(100_000),
  ])
    await assert.rejects(extract(html), { code: 'invalid', reason: 'no_article' }, html.slice(0, 20));
});

test('pages that no author writes by hand are read all the same', async () => {
  for (const [name, html] of Object.entries({
    'without any structure': `<p>no html<div>${prose('heron')}</b></i>`,
    'a title without more': `<title>Q&amp;A: herons</title>${prose('heron')}`,
    'a fragment': prose('heron'),
    'deeply nested': `${'<table><tr><td>'.repeat(5_000)}${prose('heron')}`,
    'formatting without end': webPage('<b><i>'.repeat(3_000) + prose('heron')),
    'ten megabytes': webPage(prose('heron', 25_000)),
    'a megabyte of script': webPage(`<script>${'x'.repeat(1_000_000)}</script>${prose('heron')}`),
  }))
    assert.match((await extract(html)).text, /heron stood/, name);
});

test('whatever comes in becomes one document that is well-formed', () => {
  const piece = fc.oneof(
    fc.string({ maxLength: 10 }),
    fc.constantFrom(
      '<',
      '>',
      '"',
      '&',
      '<!--',
      '-->',
      '<title>',
      '</title>',
      '<body>',
      '</html>',
      '<svg>',
      '</svg>',
      '<p',
      '</p>',
    ),
    fc.constantFrom(
      '<meta content="',
      '<a href=',
      '<br/>',
      '<script>',
      '</script>',
      '<table><td>',
      '<plaintext>',
      ' a=b',
      ' on"x=1',
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), parts => {
      const html = tidy(parts.join(''));
      const tags = [...html.matchAll(/<(\/?)([a-z][a-z0-9:_.-]*)((?: [a-z][a-z0-9:_.-]*="[^"<>]*")*)>/g)];
      assert.equal(
        html.replace(/<!doctype html>/, '').match(/</g)?.length,
        tags.length,
        'nothing else has a bracket',
      );
      const open: string[] = [];
      for (const [, end, name] of tags) {
        if (/^(?:area|base|br|col|hr|img|input|link|meta|param|source|track|wbr)$/.test(name!)) continue;
        if (end) assert.equal(open.pop(), name);
        else open.push(name!);
      }
      assert.deepEqual(open, []);
    }),
    { numRuns: 400 },
  );
});

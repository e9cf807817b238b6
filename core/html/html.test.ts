import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attributes, html, jsonScript, raw, safeUrl } from './html.ts';

const NASTY = `<script>"'&`;

test('text and quoted attribute values are escaped', () => {
  assert.equal(`${html`<p>${NASTY}</p>`}`, '<p>&lt;script&gt;&quot;&#39;&amp;</p>');
  assert.equal(`${html`<p title="${NASTY}">`}`, '<p title="&lt;script&gt;&quot;&#39;&amp;">');
  assert.equal(`${html`<p title='a ${NASTY}'>`}`, `<p title='a &lt;script&gt;&quot;&#39;&amp;'>`);
});

test('nested templates and arrays go in as they are, and nothing gives nothing', () => {
  const items = ['a', '<b>'].map(item => html`<li>${item}</li>`);
  assert.equal(`${html`<ul>${items}</ul>`}`, '<ul><li>a</li><li>&lt;b&gt;</li></ul>');
  assert.equal(`${html`(${null}${undefined}${false}${true}${''}${[]})`}`, '()');
  assert.equal(`${html`${0}${7n}${['<', [1, raw('<br>')]]}`}`, '07&lt;1<br>');
});

test('markup inside an attribute value cannot end the value', () => {
  assert.equal(`${html`<p title="${raw('a &amp; "b"')}">`}`, '<p title="a &amp; &quot;b&quot;">');
});

test('an object that is not Html is refused, also when it imitates it', () => {
  const forged = JSON.parse('{"text":"<script>"}');
  assert.throws(() => html`${forged}`, /type object has no HTML form/);
  assert.throws(() => html`<p title="${forged}">`, /type object has no HTML form/);
});

test('addresses of dangerous schemes become a link to nowhere', () => {
  assert.equal(`${html`<a href="${'javascript:alert(1)'}">`}`, '<a href="#">');
  assert.equal(`${html`<form action=" ${'javascript:alert(1)'}">`}`, '<form action=" #">');
  assert.equal(
    `${html`<a href='${'https://a.example/?a=1&b="2"'}'>`}`,
    `<a href='https://a.example/?a=1&amp;b=&quot;2&quot;'>`,
  );
  assert.equal(`${html`<a href="/tag/${'a:b'}">`}`, '<a href="/tag/a:b">');
  assert.equal(`${html`<a href="${'https://a.example'}/x">`}`, '<a href="https://a.example/x">');
});

const UNSAFE_URLS = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' \u0001javascript:alert(1)',
  'java\nscript:alert(1)',
  'java\tscript\r:alert(1)',
  'data:text/html,<script>',
  'vbscript:x',
  'file:///etc/passwd',
  'blob:https://a.example/1',
];

test('safeUrl lets only http, https, mailto and relative addresses through', () => {
  for (const url of UNSAFE_URLS) assert.equal(safeUrl(url), '#', url);
  for (const url of [
    'http://a',
    'HTTPS://a',
    'mailto:a@b',
    '/a',
    'a/b:c',
    '?q=a:b',
    '#a',
    '',
    '//a.example',
    './javascript:x',
  ]) {
    assert.equal(safeUrl(url), url);
  }
});

test('attributes() gives names, values and nothing, escaped and checked', () => {
  const given = attributes({
    checked: true,
    disabled: false,
    value: '"<',
    href: 'javascript:x',
    'data-n': 3,
    id: null,
  });
  assert.equal(`${given}`, ' checked value="&quot;&lt;" href="#" data-n="3"');
  assert.equal(`${html`<input${given} name="a">`}`, `<input${given} name="a">`);
  assert.equal(`${html`<input ${attributes({})}>`}`, '<input >');
  for (const name of ['onclick', 'style', 'srcdoc', 'a b', 'a>', 'A', '']) {
    assert.throws(() => attributes({ [name]: 'x' }), /is not an attribute/);
  }
});

const v: string = 'v';
const refused: [string, () => unknown, RegExp][] = [
  ['an unquoted attribute', () => html`<a href=${v}>`, /must stand in quotes/],
  ['an unquoted attribute after text', () => html`<a href=/x/${v}>`, /must stand in quotes/],
  ['an event handler', () => html`<a onclick="go('${v}')">`, /the attribute onclick/],
  ['a style attribute', () => html`<a style="color:${v}">`, /attribute style/],
  ['srcdoc', () => html`<iframe srcdoc="${v}">`, /attribute srcdoc/],
  ['a script', () => html`<script>let a = "${v}"</script>`, /inside <script>/],
  ['a script with attributes', () => html`<script/type="x">${v}</script>`, /inside <script>/],
  ['a style element', () => html`<STYLE>${v}</STYLE>`, /inside <style>/],
  ['a comment', () => html`<!-- ${v} -->`, /into the comment/],
  ['a tag name', () => html`<${v}>`, /into the tag name/],
  ['part of a tag name', () => html`<h${v}>`, /Only attributes/],
  ['an attribute name', () => html`<a data-${v}="1">`, /into the attribute/],
  ['bare text between attributes', () => html`<a ${v}>`, /Only attributes/],
  ['an address in pieces', () => html`<a href="${v}${v}">`, /join its parts/],
  ['a list in an attribute', () => html`<a title="${[v]}">`, /has no HTML form/],
];

for (const [name, render, message] of refused) {
  test(`a template with a value in ${name} is refused`, () => assert.throws(render, message));
}

test('what merely looks like a tag, a comment or a script is fine', () => {
  assert.equal(
    `${html`1 < ${2} <!-- a > b --> ${3}<script>a < b</script>${4}`}`,
    '1 < 2 <!-- a > b --> 3<script>a < b</script>4',
  );
  assert.equal(
    `${html`<!doctype html><title>${'</title>'}</title><textarea>${'<'}</textarea>${v}`}`,
    '<!doctype html><title>&lt;/title&gt;</title><textarea>&lt;</textarea>v',
  );
});

test('jsonScript cannot be ended or opened by its data', () => {
  const block = `${jsonScript({ a: '</script><!--<script>\u2028&' })}`;
  assert.equal(
    block,
    '<script type="application/ld+json">{"a":"\\u003c/script\\u003e\\u003c!--\\u003cscript\\u003e\\u2028\\u0026"}</script>',
  );
  assert.deepEqual(JSON.parse(block.slice(35, -9)), { a: '</script><!--<script>\u2028&' });
  assert.throws(() => jsonScript(1, 'text/javascript'), /not a JSON media type/);
});

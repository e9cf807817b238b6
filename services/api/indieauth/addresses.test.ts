import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { AppError } from '../../../core/errors.ts';
import { readClientId } from './client-id.ts';
import { readHtmlLinks } from './html-links.ts';
import { readLinks } from './link-header.ts';
import { readProfileUrl, readTyped } from './profile-url.ts';
import { checkRedirect, formActionOf, withAnswer } from './redirect-uri.ts';

const refuses = (reason: string, work: () => unknown, text: string) =>
  assert.throws(work, error => error instanceof AppError && error.reason === reason, text);

test('a client id is an address with a path and a name, or on loopback', () => {
  for (const good of [
    'https://app.example/',
    'https://app.example/client?id=1',
    'https://app.example:8443/x',
    'http://localhost:3000/',
    'http://127.0.0.1:3000/',
    'http://[::1]/',
    'https://app.example',
  ])
    readClientId(good);
  for (const bad of [
    undefined,
    '',
    'app.example',
    'ftp://app.example/',
    'javascript:alert(1)',
    'https://user@app.example/',
    'https://user:secret@app.example/',
    'https://app.example/#x',
    'https://app.example/#',
    'https://app.example/a/../b',
    'https://app.example/./b',
    'https://app.example/%2e%2E/b',
    'https://172.28.92.51/',
    'https://[2001:db8::1]/',
    'https://app.example\\@evil.example/',
    'https://app.example/ x',
    'https://app.example/\n',
    `https://app.example/${'x'.repeat(2000)}`,
  ])
    refuses('invalid_client', () => readClientId(bad), String(bad));
  // 2130706433 is 127.0.0.1, as every parser of addresses has it.
  assert.equal(readClientId('https://2130706433/x').hostname, '127.0.0.1');
});

test('the answer goes to the client’s own origin or to an address that it lists, and nowhere else', () => {
  const client = new URL('https://app.example/id');
  const listed = ['https://other.example/back', 'app:back', 'https://xn--bcher-kva.example/'];
  for (const good of [
    'https://app.example/back',
    'https://APP.example/back?x=1',
    'https://app.example:443/',
    'https://other.example/back',
    'app:back',
    'https://bücher.example/',
  ])
    checkRedirect(good, client, listed);
  for (const bad of [
    undefined,
    '',
    '/back',
    'http://app.example/back',
    'https://app.example:8443/back',
    'https://app.example.evil.example/',
    'https://app.example@evil.example/',
    'https://evil.example\\@app.example/',
    'https://app.example/back#',
    'https://other.example/back?x',
    'https://other.example/back/',
    'https://аpp.example/',
    'app:other',
    'javascript:alert(1)//https://app.example/',
    'data:text/html,x',
    ' https://app.example/',
    'https://app.example/\tx',
  ])
    refuses('invalid_redirect', () => checkRedirect(bad, client, listed), String(bad));
  refuses('invalid_redirect', () => checkRedirect('javascript:x', client, ['javascript:x']), 'listed');
});

test('whatever is asked for, it goes to the client’s origin or is refused, and cannot change the policy', () => {
  const client = new URL('https://app.example/');
  const part = fc.constantFrom(
    'https://',
    'http://',
    'app.example',
    'evil.example',
    '@',
    ':',
    '/',
    '\\',
    '#',
    '?',
    '.',
    '%2f',
    '443',
    ' ',
    '\t',
    ';',
    "'",
    '*',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), parts => {
      let url: URL;
      try {
        url = checkRedirect(parts.join(''), client, []);
      } catch (error) {
        assert.ok(error instanceof AppError && error.reason === 'invalid_redirect');
        return;
      }
      const to = withAnswer(url, { code: 'c', state: '"><' });
      assert.equal(new URL(to).origin, 'https://app.example');
      assert.equal(formActionOf(url), 'https://app.example');
    }),
    { numRuns: 2000 },
  );
});

test('an answer is added to the query that is there, for schemes of programs too', () => {
  assert.equal(
    withAnswer(new URL('https://app.example/b?x=1'), { code: 'a b', state: undefined }),
    'https://app.example/b?x=1&code=a+b',
  );
  assert.equal(withAnswer(new URL('app:back'), { code: 'c' }), 'app:back?code=c');
  assert.equal(formActionOf(new URL('app://back')), 'app:');
});

test('a profile URL has neither port, user, fragment nor number for a name', () => {
  assert.equal(readProfileUrl('https://Example.COM'), 'https://example.com/');
  assert.equal(readProfileUrl('https://example.com/users?id=100'), 'https://example.com/users?id=100');
  assert.equal(readTyped(' ann.example '), 'https://ann.example/');
  assert.equal(readTyped('http://ann.example/a'), 'http://ann.example/a');
  for (const bad of [
    'example.com',
    'mailto:user@example.com',
    'https://example.com/foo/../bar',
    'https://example.com/#me',
    'https://user:pass@example.com/',
    'https://example.com:8443/',
    'https://172.28.92.51/',
    'https://[::1]/',
  ])
    assert.equal(readProfileUrl(bad), undefined, bad);
  for (const bad of ['', 'javascript:alert(1)', 'user@ann.example', 'a b'])
    assert.equal(readTyped(bad), undefined, bad);
});

test('links are read from headers as RFC 8288 writes them', () => {
  const links = readLinks(
    '</a>; rel="indieauth-metadata", <https://b.example/x,y>; title="a, b"; rel=micropub, <c>; rel="One two"; rel="three", <d>, junk, <e>; norel="x"',
    'https://site.example/p/',
  );
  assert.deepEqual(Object.fromEntries(links), {
    'indieauth-metadata': ['https://site.example/a'],
    micropub: ['https://b.example/x,y'],
    one: ['https://site.example/p/c'],
    two: ['https://site.example/p/c'],
  });
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), fc.string({ maxLength: 200 }), (header, html) => {
      readLinks(header, 'https://site.example/');
      readHtmlLinks(html, 'https://site.example/');
    }),
  );
});

test('only link elements of a page speak for its owner', () => {
  const links = readHtmlLinks(
    '<link REL="micropub other" href="/m"><a rel="micropub" href="https://evil.example/">x</a><!-- <link rel="micropub" href="/c"> --><link rel=micropub><textarea><link rel="micropub" href="/t"></textarea>',
    'https://site.example/',
  );
  assert.deepEqual(links.get('micropub'), ['https://site.example/m']);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readOpml } from './read-opml.ts';
import { writeOpml } from './write-opml.ts';

const head = { title: 'Reading', created: new Date(0) };

function body(outlines: string): string {
  return `<?xml version="1.0"?><opml version="2.0"><head><title>t</title></head><body>${outlines}</body></opml>`;
}

function feeds(opml: string) {
  return readOpml(opml).map(outline => ('feed' in outline ? outline.feed : outline));
}

test('nested folders and categories become tags, and the title comes before the text', () => {
  const opml = body(`<outline text="Tech"><outline text="Web &amp; more">
      <outline type="rss" text="x" title="A &#8211; B" xmlUrl="https://a.example/feed?a=1&amp;b=2" htmlUrl="/" category="/x/y,z"/>
    </outline></outline><outline text="b" xmlurl="HTTP://B.example"/>`);
  assert.deepEqual(feeds(opml), [
    {
      url: 'https://a.example/feed?a=1&b=2',
      title: 'A – B',
      siteUrl: 'https://a.example/',
      tags: ['Tech', 'Web & more', 'y', 'z'],
    },
    { url: 'http://b.example/', title: 'b', siteUrl: undefined, tags: [] },
  ]);
});

test('feed: addresses and bare hosts are taken, and what cannot be used is said for each outline', () => {
  const opml = body(`<outline xmlUrl="feed:https://a.example/x"/><outline xmlUrl="feed://b.example/x"/>
    <outline xmlUrl="c.example/rss"/><outline xmlUrl="ftp://d.example"/><outline type="rss" text="nothing"/>
    <outline xmlUrl="https://me:secret@e.example/"/>`);
  assert.deepEqual(
    readOpml(opml).map(outline => ('feed' in outline ? outline.url : outline.problem)),
    [
      'https://a.example/x',
      'https://b.example/x',
      'https://c.example/rss',
      '"ftp://d.example" is not a web address. Write it as https://….',
      'The outline has no xmlUrl.',
      'This address holds a name and password: subscribe to it on its own, so that they are kept encrypted.',
    ],
  );
});

test('a document that is not OPML is refused with what to do', () => {
  for (const text of ['', 'hello', '<html></html>', '<rss version="2.0"/>'])
    assert.throws(() => readOpml(text), { code: 'invalid', message: /export your subscriptions as OPML/ });
});

test('bare ampersands, outlines that nobody closes and entity bombs do no harm', () => {
  const opml = `<!DOCTYPE opml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><opml><body>
    <outline text="&b;"><outline xmlUrl="https://a.example/?x=1&y=2" text="A & B">${'<outline text="x">'.repeat(20_000)}`;
  assert.deepEqual(feeds(opml), [
    { url: 'https://a.example/?x=1&y=2', title: 'A & B', siteUrl: undefined, tags: ['&b;'] },
  ]);
});

test('a feed with several tags stands in the document once, with its tags as folders and as categories', () => {
  const feed = {
    url: 'https://a.example/',
    title: 'A',
    siteUrl: undefined,
    tags: ['tea & cake', 'a/b', 'c,d', 'fog'],
  };
  const opml = writeOpml([feed], head);
  assert.equal(opml.match(/xmlUrl=/g)?.length, 1);
  assert.match(opml, /category="\/tea &amp; cake,\/fog"/);
  assert.deepEqual(feeds(opml), [feed]);
});

const name = fc
  .string({ unit: 'grapheme', maxLength: 20 })
  .map(text => text.replace(/[\s\p{C}]+/gu, ' ').trim());
const feed = fc.record(
  {
    url: fc.webUrl({ withQueryParameters: true }).map(url => new URL(url).href),
    title: name.filter(text => text !== ''),
    siteUrl: fc.option(
      fc.webUrl().map(url => new URL(url).href),
      { nil: undefined },
    ),
    tags: fc.uniqueArray(
      name.filter(text => text !== ''),
      { maxLength: 4 },
    ),
  },
  { noNullPrototype: true },
);

test('what was written is read back the same, whatever characters names and tags have', () => {
  const byUrl = (a: { url: string }, b: { url: string }) => (a.url < b.url ? -1 : 1);
  fc.assert(
    fc.property(fc.uniqueArray(feed, { selector: each => each.url, maxLength: 12 }), list => {
      assert.deepEqual(feeds(writeOpml(list, head)).sort(byUrl), [...list].sort(byUrl));
    }),
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseFeed } from './parse-feed.ts';

function parse(text: string) {
  return parseFeed(text, { url: 'https://blog.example/feed' });
}

const channel = (items: string) =>
  `<rss version="2.0"><channel><title>T</title><link>http://a.example/</link>${items}</channel></rss>`;
const item = (inner: string) => `<item>${inner}</item>`;
const titles = (text: string) => parse(text).items.map(each => each.title);

const RECOVERED: Readonly<Record<string, [string, string[]]>> = {
  'bare ampersands': [channel(item('<title>A & B &foo C</title>')), ['A & B &foo C']],
  'a bare <': [channel(item('<title>1 < 2</title>') + item('<title>x</title>')), ['1 < 2', 'x']],
  'HTML that is not escaped': [channel(item('<title>a</title><description>a<br>b<p>c</description>')), ['a']],
  'an item that nobody closes': [
    channel('<item><title>one</title><item><title>two</title></item>'),
    ['one', 'two'],
  ],
  'a document cut off': [
    channel(item('<title>one</title>') + item('<title>two</title><description>bla')).slice(0, -30),
    ['one', 'two'],
  ],
  'a warning of the server before the prolog': [
    `<br />\n<b>Warning</b>: foo\n<?xml version="1.0"?>${channel(item('<title>one</title>'))}`,
    ['one'],
  ],
  'a script after the end': [`${channel(item('<title>one</title>'))}<script>track()</script>`, ['one']],
  'control characters': [channel(item('<title>o\u0008n\u0000e</title>')), ['one']],
  'a name that means something to JavaScript': [
    channel(item('<__proto__>x</__proto__><title>a</title>') + item('<title>b</title>')),
    ['a', 'b'],
  ],
  'upper-case tags': [
    channel(item('<title>one</title>')).replaceAll(/<\/?[a-z]+/g, tag => tag.toUpperCase()),
    ['one'],
  ],
};
for (const [name, [text, wanted]] of Object.entries(RECOVERED)) {
  test(`a feed with ${name} gives its entries all the same`, () => assert.deepEqual(titles(text), wanted));
}

test('an element closed by the wrong end tag gives what it holds, and what follows it', () => {
  const [one, two] = parse(
    channel(item('<title>one</titl><guid>1</guid>') + item('<title>two</title>')),
  ).items;
  assert.deepEqual([one?.title, one?.guid, two?.title], ['one', '1', 'two']);
});

test('an element that nobody closes ends at the next tag', () => {
  const [one] = parse(
    channel(item('<guid>1<pubDate>2020-01-01<br><category>c</category><title>t</title>')),
  ).items;
  assert.deepEqual(
    [one?.guid, one?.publishedAt, one?.categories, one?.title],
    ['1', new Date('2020-01-01'), ['c'], 't'],
  );
});

test('a group that nobody closes does not take in what stands after it', () => {
  const [one] = parse(channel(item('<media:group><media:title>m</media:title><title>t</title>'))).items;
  assert.equal(one?.title, 't');
});

test('a document that breaks off gives the entries up to there, and says so', () => {
  const feed = parse(
    channel(item('<title>one</title>') + item('<guid>2</guid><description>bla')).slice(0, -24),
  );
  assert.deepEqual(
    feed.items.map(each => [each.title, each.html]),
    [
      ['one', ''],
      ['', 'bl'],
    ],
  );
  assert.match(feed.damage ?? '', /breaks off/);
});

test('a CDATA section that nobody ends does not swallow the entries after it', () => {
  const text = channel(
    item('<title>one</title><description><![CDATA[<p>x</description>') +
      item('<title>two</title><description><![CDATA[y]]></description>'),
  );
  assert.deepEqual(
    parse(text).items.map(each => [each.title, each.html]),
    [
      ['one', '<p>x'],
      ['two', 'y'],
    ],
  );
});

test('prefixes that are not declared mean what they usually do, and others what they are declared as', () => {
  const [undeclared] = parse(
    channel(item('<content:encoded>c</content:encoded><dc:creator>Ann</dc:creator>')),
  ).items;
  assert.deepEqual([undeclared?.html, undeclared?.author], ['c', 'Ann']);
  const [renamed] = parse(
    '<a:feed xmlns:a="http://www.w3.org/2005/Atom" xmlns:x="http://purl.org/dc/elements/1.1/"><a:title>T</a:title><a:entry><a:id>1</a:id><x:creator>Ann</x:creator></a:entry></a:feed>',
  ).items;
  assert.deepEqual([renamed?.guid, renamed?.author], ['1', 'Ann']);
});

test('of an attribute that comes twice the first counts, and quotes may be missing', () => {
  const [one] = parse(
    channel(item('<enclosure url=http://a.example/1.mp3 url="http://a.example/2" length=5>')),
  ).items;
  assert.deepEqual([one?.enclosures[0]?.url, one?.enclosures[0]?.bytes], ['http://a.example/1.mp3', 5]);
});

test('a feed of which nothing can be saved says what the parser said', () => {
  assert.throws(() => parse('<rss version="2.0"><channel><title>x</channel></rss>'), {
    code: 'invalid',
    reason: 'malformed',
    message: /not well-formed XML: /,
  });
  assert.throws(() => parse('{"version":"https://jsonfeed.org/version/1.1","items":[{"id"'), {
    reason: 'malformed',
  });
});

test('entities of a DTD are neither expanded nor fetched', () => {
  const laughs = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "]ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
    <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY x SYSTEM "file:///etc/passwd">]>`;
  assert.deepEqual(titles(laughs + channel(item('<title>&c;&x; ok</title>'))), ['&c;&x; ok']);
});

test('hostile sizes are read or refused in bounded time', () => {
  const documents = [
    channel(item('<a>'.repeat(200_000))),
    channel(item(`<title>x</title>${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}`)),
    channel(item(`<title>x</title><x ${Array.from({ length: 20_000 }, (_, i) => `a${i}="1"`).join(' ')}/>`)),
    channel('<item>'.repeat(100_000)),
    channel(item(`<title>${'&'.repeat(500_000)}</title>`)),
    channel(item(Array.from({ length: 50_000 }, (_, n) => `<x${n}>`).join(''))),
    channel(item('</x'.repeat(100_000))),
    channel(item('<media:group>'.repeat(50_000) + '</q>'.repeat(50_000))),
    channel(item(`<description>${'<x:div a'.repeat(50_000)}</description>`)),
    channel(item('<media:content url="a"></media:content>'.repeat(20_000))),
    channel(item(`<description>${'&unknown;'.repeat(50_000)}</description>`)),
    `<rss><channel>${'<!'.repeat(100_000)}`,
    `<rss><channel><item><xmlns xmlns${' '.repeat(200_000)}`,
    channel(item(`<title>${'<![CDATA['.repeat(50_000)}</title>`)),
    channel(item(`<description>${'<!--'.repeat(100_000)}</description>`)),
    `<feed${' xmlns:a="'.repeat(100_000)}`,
    `<!DOCTYPE x [${'<!ENTITY a "'.repeat(100_000)}`,
    '<'.repeat(500_000),
    `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><items><rdf:Seq>${'<rdf:li rdf:resource="z"/>'.repeat(20_000)}</rdf:Seq></items></channel>${'<item rdf:about="q"/>'.repeat(20_000)}</rdf:RDF>`,
    '['.repeat(500_000),
    `{"version":"https://jsonfeed.org/version/1","items":${'['.repeat(200_000)}${']'.repeat(200_000)}}`,
  ];
  for (const document of documents) {
    try {
      parse(document);
    } catch (error) {
      assert.equal((error as { name?: string }).name, 'AppError');
    }
  }
});

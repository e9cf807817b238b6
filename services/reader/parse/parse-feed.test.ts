import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseFeed } from './parse-feed.ts';

const URL = 'https://blog.example/feeds/all.xml';

function parse(text: string) {
  return parseFeed(text, { url: URL });
}

function rss(items: string, prolog = ''): string {
  return `${prolog}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>A &amp; B</title><link>https://blog.example/</link>
    <ttl>90</ttl><skipHours><hour>0</hour><hour>24</hour></skipHours><skipDays><day>Sunday</day></skipDays>${items}</channel></rss>`;
}

/** What an item has that says nothing of these. */
const BARE = {
  summaryHtml: undefined,
  categories: [],
  enclosures: [],
  image: undefined,
  commentsUrl: undefined,
  chaptersUrl: undefined,
  transcriptUrl: undefined,
  episode: undefined,
};

const titles = (text: string) => parse(text).items.map(item => item.title);

test('RSS 2.0 gives its channel and items, the full content before the description', () => {
  const feed = parse(
    rss(`<item><title>One</title><link>/one</link><guid isPermaLink="false">id-1</guid>
      <pubDate>Mon, 06 Jan 2014 09:05:00 GMT</pubDate><dc:creator>Ann</dc:creator>
      <description>Short</description><content:encoded><![CDATA[<p>Long &amp; whole</p>]]></content:encoded></item>`),
  );
  const { items, ...channel } = feed;
  assert.deepEqual(channel, {
    kind: 'RSS',
    title: 'A & B',
    siteUrl: 'https://blog.example/',
    description: undefined,
    language: undefined,
    icon: undefined,
    funding: [],
    hub: undefined,
    self: undefined,
    restSeconds: 5400,
    skipHours: [0, 0],
    skipDays: [0],
    damage: undefined,
  });
  assert.deepEqual(items, [
    {
      ...BARE,
      guid: 'id-1',
      url: 'https://blog.example/one',
      title: 'One',
      author: 'Ann',
      html: '<p>Long &amp; whole</p>',
      base: 'https://blog.example/one',
      publishedAt: new Date('2014-01-06T09:05:00Z'),
      updatedAt: undefined,
      summaryHtml: 'Short',
    },
  ]);
});

test('Atom 1.0 gives entries with xml:base applied from the outside in and XHTML unwrapped', () => {
  const feed = parse(`<?xml version="1.0"?>
    <feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://x.example/b/">
      <title type="html">a &amp;lt;b&amp;gt;</title><link href="/"/>
      <entry xml:base="sub/"><id>tag:1</id><title>1 &lt; 2 <![CDATA[<b>]]></title><link rel="self" href="self"/><link href="page"/>
        <author><name>Ann</name></author><author><name>Bob</name></author>
        <updated>2020-01-02T00:00:00Z</updated><published>2020-01-01T00:00:00Z</published>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>hi &lt; <a href="q">q</a></p></div></content>
      </entry></feed>`);
  assert.equal(feed.kind, 'Atom');
  assert.equal(feed.title, 'a <b>');
  assert.equal(feed.siteUrl, 'http://x.example/');
  assert.deepEqual(feed.items[0], {
    ...BARE,
    guid: 'tag:1',
    url: 'http://x.example/b/sub/page',
    title: '1 < 2 <b>',
    author: 'Ann, Bob',
    html: '<p>hi &lt; <a href="q">q</a></p>',
    base: 'http://x.example/b/sub/',
    publishedAt: new Date('2020-01-01T00:00:00Z'),
    updatedAt: new Date('2020-01-02T00:00:00Z'),
  });
});

test('Atom content that is plain text is escaped and keeps its paragraphs', () => {
  const feed = parse(`<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>
    <entry><id>1</id><content type="text">1 &lt; 2\n\nnext &amp;amp;</content></entry></feed>`);
  assert.equal(feed.items[0]?.html, '<p>1 &lt; 2</p><p>next &amp;amp;</p>');
});

test('Atom 0.3 is read with issued and modified as its dates', () => {
  const feed =
    parse(`<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>t</title><entry><title>e</title><id>1</id>
    <link rel="alternate" href="http://a.example/b"/><issued>2003-12-13T08:29:29-04:00</issued>
    <modified>2003-12-13T18:30:02Z</modified><content type="text/html" mode="escaped">&lt;p&gt;x&lt;/p&gt;</content></entry></feed>`);
  const [item] = feed.items;
  assert.deepEqual([item?.url, item?.html], ['http://a.example/b', '<p>x</p>']);
  assert.deepEqual(item?.publishedAt, new Date('2003-12-13T12:29:29Z'));
  assert.deepEqual(item?.updatedAt, new Date('2003-12-13T18:30:02Z'));
});

test('RSS 0.90 and 1.0 are read as RDF, with the period of the syndication module', () => {
  const feed = parse(`<?xml version="1.0"?>
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <channel rdf:about="http://a.example/f"><title>c</title><link>http://a.example</link>
      <sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency></channel>
    <item rdf:about="http://a.example/1"><title>i</title><link>http://a.example/1</link><dc:date>2017-06-15</dc:date></item></rdf:RDF>`);
  assert.deepEqual([feed.kind, feed.title, feed.restSeconds], ['RDF', 'c', 21_600]);
  assert.deepEqual(feed.items[0]?.publishedAt, new Date('2017-06-15T00:00:00Z'));
  const old =
    parse(`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/">
    <channel><title>c</title><link>http://a.example</link></channel><item><title>i</title><link>http://a.example/1</link></item></rdf:RDF>`);
  assert.equal(old.items[0]?.url, 'http://a.example/1');
});

test('RSS 0.91 with its DOCTYPE and 0.92 without dates are read', () => {
  const doctype =
    '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">';
  assert.deepEqual(titles(rss('<item><title>x</title></item>', doctype)), ['x']);
  assert.equal(
    parse('<rss version="0.92"><channel><title>t</title><item><title>x</title></item></channel></rss>')
      .items[0]?.publishedAt,
    undefined,
  );
});

test('JSON Feed 1.0 and 1.1 are read, also after a byte order mark and with numbers for ids', () => {
  const feed =
    parse(`\ufeff{"version":"https://jsonfeed.org/version/1.1","title":"J","home_page_url":"https://j.example",
    "authors":[{"name":"Ann"}],"items":[{"id":7,"url":"/7","content_text":"a < b\\nc","date_published":"2020-01-01T00:00:00+01:00"},
    {"id":"8","content_html":"<p>x</p>","title":"T"}]}`);
  assert.deepEqual([feed.kind, feed.title, feed.siteUrl], ['JSON Feed', 'J', 'https://j.example/']);
  assert.equal(feed.items[0]?.guid, '7');
  assert.equal(feed.items[0]?.url, 'https://j.example/7');
  assert.equal(feed.items[0]?.html, '<p>a &lt; b<br>c</p>');
  assert.equal(feed.items[0]?.author, 'Ann');
  assert.equal(feed.items[1]?.html, '<p>x</p>');
});

test('an entry without an id is known again by its address, and without one by what it says', () => {
  const [byUrl, byText] = parse(
    rss('<item><title>a</title><link>/a</link></item><item><title>b</title></item>'),
  ).items;
  assert.equal(byUrl?.guid, 'https://blog.example/a');
  assert.match(byText?.guid ?? '', /^sha256:/);
  assert.equal(parse(rss('<item><title>b</title></item>')).items[0]?.guid, byText?.guid);
});

test('an id that comes twice is taken once, the first', () => {
  assert.deepEqual(
    titles(rss('<item><guid>1</guid><title>a</title></item><item><guid>1</guid><title>b</title></item>')),
    ['a'],
  );
});

test('episodes with one id and files of their own stay apart, and the oldest keeps the id', () => {
  const episode = (title: string, day: string) =>
    `<item><guid>same</guid><title>${title}</title><pubDate>2020-01-0${day}</pubDate><enclosure url="/${title}.mp3"/></item>`;
  const old = parse(rss(episode('a', '1'))).items[0];
  const { items } = parse(rss(episode('b', '2') + episode('a', '1') + episode('a', '1')));
  assert.deepEqual(
    items.map(item => item.title),
    ['b', 'a'],
  );
  assert.equal(items[1]?.guid, old?.guid);
  assert.notEqual(items[0]?.guid, old?.guid);
});

test('an entry with neither id nor address keeps its identity while its text is edited, if it has a time', () => {
  const guid = (inner: string) => parse(rss(`<item>${inner}</item>`)).items[0]?.guid;
  const date = '<pubDate>Mon, 06 Jan 2014 09:05:00 GMT</pubDate>';
  assert.equal(
    guid(`<title>a</title>${date}one`),
    guid(`<title>a</title>${date}<description>two</description>`),
  );
  assert.equal(guid(`${date}<description>one</description>`), guid(`${date}<description>two</description>`));
  assert.notEqual(guid('<description>one</description>'), guid('<description>two</description>'));
});

test('only http and https addresses are kept, and a javascript: link is no link', () => {
  const [item] = parse(rss('<item><title>x</title><link>javascript:alert(1)</link></item>')).items;
  assert.equal(item?.url, undefined);
});

test('named HTML entities, CDATA, double escapes and markup in titles become plain text', () => {
  assert.deepEqual(
    titles(
      rss(
        [
          'caf&eacute; &mdash; &#8220;x&#8221;',
          '<![CDATA[A & <b>bold</b>]]>',
          '&lt;i&gt;x&lt;/i&gt; &amp;amp; y',
          'The &lt;template&gt; element',
          '<![CDATA[a]]> b <![CDATA[c]]>',
        ]
          .map(title => `<item><title>${title}</title></item>`)
          .join(''),
      ),
    ),
    ['café — “x”', 'A & bold', 'x & y', 'The <template> element', 'a b c'],
  );
});

test('HTML that was escaped twice is unescaped, and code that an author shows is not', () => {
  const html = (description: string) =>
    parse(rss(`<item><description>${description}</description></item>`)).items[0]?.html;
  assert.equal(html('&amp;lt;p&amp;gt;a &amp;amp;amp; b&amp;lt;/p&amp;gt;'), '<p>a &amp; b</p>');
  assert.equal(html('Write &amp;lt;p&amp;gt;'), 'Write &lt;p&gt;');
});

const NOT_FEEDS: Readonly<Record<string, [string, RegExp]>> = {
  'an empty answer': ['  \n', /empty/],
  'a web page': ['<!doctype html><html><body>see <rss version="2.0"> docs</body></html>', /web page/],
  'a page without html': ['<head><title>Moved</title></head>', /web page/],
  'other XML': ['<?xml version="1.0"?><opml version="2.0"/>', /neither RSS nor Atom/],
  'other JSON': ['{"a":1}', /JSON and not a JSON Feed/],
  'plain text': ['hello', /text and not a feed/],
  'an image': ['\ufffdPNG\r\n\u001a', /binary/],
};
for (const [name, [text, words]] of Object.entries(NOT_FEEDS)) {
  test(`${name} is said not to be a feed, in words`, () => {
    assert.throws(() => parse(text), { code: 'invalid', reason: 'not_a_feed', message: words });
  });
}

test('a feed without items is a feed', () => {
  assert.deepEqual(parse(rss('')).items, []);
  assert.throws(() => parse('<feed xmlns="http://www.w3.org/2005/Atom"></feed>'), {
    reason: 'malformed',
    message: 'The feed has neither a title nor entries.',
  });
});

test('dates that cannot be read are told of, and those that stand beside one that can are not', () => {
  const item = (dates: string) => `<item><title>${dates.length}</title>${dates}</item>`;
  const feed = (...items: string[]) =>
    parseFeed(`<rss version="2.0"><channel><title>t</title>${items.join('')}</channel></rss>`, {
      url: 'https://a.example/feed',
    });
  const bad = '<pubDate>the other day</pubDate>';
  assert.equal(
    feed(item(bad), item('')).damage,
    'The date of one entry cannot be read: “the other day”. It stands at the time of coming in.',
  );
  assert.match(feed(item(bad), item(`${bad} `)).damage ?? '', /^The dates of 2 entries cannot be read/);
  assert.equal(feed(item(`${bad}<atom:updated>2024-01-02</atom:updated>`)).damage, undefined);
  assert.equal(feed(item('<pubDate/>')).damage, undefined);
});

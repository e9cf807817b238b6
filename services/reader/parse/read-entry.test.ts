import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseFeed } from './parse-feed.ts';

const rss = (head: string, item: string) =>
  parseFeed(`<rss version="2.0"><channel><title>T</title>${head}<item>${item}</item></channel></rss>`, {
    url: 'https://pod.example/feed',
  });

test('an episode gives its file, duration, picture, chapters and the transcript that follows the sound', () => {
  const feed = rss(
    '<itunes:author>Ann</itunes:author><atom:link rel="hub" href="https://hub.example/"/><atom:link rel="self" href="/feed"/>',
    `<guid>1</guid><enclosure url="/1.mp3" length="99" type="audio/mpeg"/><itunes:duration>1:02</itunes:duration>
    <itunes:image href="/1.jpg"/><podcast:chapters url="/1.json" type="application/json+chapters"/>
    <podcast:transcript url="/1.txt" type="text/plain"/><podcast:transcript url="/1.vtt" type="text/vtt"/>
    <podcast:alternateEnclosure type="audio/opus" length="5"><podcast:source uri="https://pod.example/1.opus"/></podcast:alternateEnclosure>
    <itunes:keywords>rain, Rain, sun</itunes:keywords><comments>https://pod.example/1#comments</comments>`,
  );
  const [item] = feed.items;
  assert.deepEqual([feed.hub, feed.self], ['https://hub.example/', 'https://pod.example/feed']);
  assert.deepEqual(
    item?.enclosures.map(({ url, bytes, seconds }) => [url, bytes, seconds]),
    [
      ['https://pod.example/1.mp3', 99, 62],
      ['https://pod.example/1.opus', 5, undefined],
    ],
  );
  assert.deepEqual(
    [item?.image, item?.chaptersUrl, item?.transcriptUrl, item?.commentsUrl],
    ['/1.jpg', '/1.json', '/1.vtt', '/1#comments'].map(path => `https://pod.example${path}`),
  );
  assert.deepEqual(item?.categories, ['rain', 'sun']);
});

test('an episode says where it belongs, who is heard in it and which parts are recommended, and a feed how to support it', () => {
  const host = '<podcast:person href="/ann">Ann &amp;amp; Co</podcast:person>';
  const funding =
    '<podcast:funding url="/give">Support us</podcast:funding><podcast:funding>nowhere</podcast:funding>';
  const episode = (item: string, head = host) => rss(head, `<guid>1</guid>${item}`).items[0]?.episode;
  const said = rss(
    host + funding,
    `<guid>1</guid><itunes:season>1</itunes:season><podcast:season name="The Fens">2</podcast:season>
    <itunes:episode>7</itunes:episode><podcast:person role="Guest">Bob</podcast:person><podcast:person> </podcast:person>
    <podcast:soundbite startTime="73.5" duration="60">On eels</podcast:soundbite>
    <podcast:soundbite startTime="1" duration="0"/><podcast:soundbite startTime="-1" duration="5"/>`,
  );
  assert.deepEqual(said.funding, [{ url: 'https://pod.example/give', text: 'Support us' }]);
  assert.deepEqual(said.items[0]?.episode, {
    season: 2,
    seasonName: 'The Fens',
    number: 7,
    label: undefined,
    people: [{ name: 'Bob', role: 'guest', url: undefined }],
    soundbites: [{ start: 73.5, seconds: 60, title: 'On eels' }],
  });
  const ann = [{ name: 'Ann & Co', role: undefined, url: 'https://pod.example/ann' }];
  assert.deepEqual(episode('<enclosure url="/1.mp3" type="audio/mpeg"/>')?.people, ann);
  assert.equal(episode('<title>News of the show</title>'), undefined);
  assert.equal(episode('<podcast:episode>many</podcast:episode>', ''), undefined);
});

test('a video in Media RSS gives its thumbnail and description, and nothing that only Flash plays', () => {
  const [video] = parseFeed(
    `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"><title>T</title><entry><id>v</id>
    <media:group><media:title>V</media:title><media:content url="https://v.example/v" type="application/x-shockwave-flash"/>
    <media:thumbnail url="https://v.example/t.jpg"/><media:description>One\n\nTwo</media:description></media:group></entry></feed>`,
    { url: 'https://v.example/feed' },
  ).items;
  assert.deepEqual(
    [video?.title, video?.image, video?.html, video?.enclosures],
    ['V', 'https://v.example/t.jpg', '<p>One</p><p>Two</p>', []],
  );
});

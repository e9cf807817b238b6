import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Enclosure, Item } from '../../../reader/contract.ts';
import { items } from '../../testing/sample-reading.ts';
import { chaptersView, transcriptView } from './episode-parts.ts';
import { itemBody } from './item-body.ts';

const file = (name: string, medium: Enclosure['medium'], more: Partial<Enclosure> = {}): Enclosure => ({
  url: `https://pod.example/${name}`,
  medium,
  ...more,
});

function shown(change: Partial<Item>): string {
  return itemBody({ ...items[0]!, ...change }, { writer: false, translate: false }).text;
}

test('each recording and one film play where they were left, and the other files are links', () => {
  const page = shown({
    image: '/reader/image/1',
    enclosures: [
      file('page', 'video', { type: 'text/html' }),
      file('large.mp4', 'video', { type: 'video/mp4', position: 75.9 }),
      file('small.mp4', 'video', { type: 'video/mp4' }),
      file('1.mp3', 'audio', { seconds: 600, position: 300 }),
      file('2.mp3', 'audio'),
    ],
  });
  assert.deepEqual(
    [...page.matchAll(/<(?:audio|video)[^>]* src="([^"]+)"/g)].map(([, src]) => src),
    ['large.mp4#t=75', '1.mp3#t=300', '2.mp3'].map(name => `https://pod.example/${name}`),
  );
  assert.match(page, /<video[^>]* poster="\/reader\/image\/1"/);
  assert.match(page, /10 min, 5 min left/);
  assert.deepEqual(
    [...page.matchAll(/<li><a href="([^"]+)"/g)].map(([, href]) => href),
    ['https://pod.example/page', 'https://pod.example/small.mp4'],
  );
});

test('an episode says where it belongs and who is heard, and has links to its recommended parts', () => {
  const episode = {
    season: 2,
    number: 7,
    people: [
      { name: 'Ann <1>', url: 'https://ann.example/' },
      { name: 'Bob', role: 'guest' },
    ],
    soundbites: [
      { start: 3723.5, seconds: 60, title: 'On eels' },
      { start: 9, seconds: 5 },
    ],
  };
  const page = shown({ enclosures: [file('1.mp3', 'audio')], episode });
  assert.match(
    page,
    /Season 2, Episode 7\. With <a href="https:\/\/ann\.example\/"[^>]*>Ann &lt;1&gt;<\/a>, Bob \(guest\)/,
  );
  assert.match(page, /1\.mp3#t=3723\.5,3783\.5" data-from="3723\.5">1:02:03 On eels/);
  assert.match(page, />0:09 Listen/);
  assert.doesNotMatch(shown({ episode: { people: [], soundbites: [] } }), /episode-line/);
});

test('chapters and transcript are folded until they are asked for, and lead to their place in the recording', () => {
  const recording = file('1.mp3#x', 'audio');
  const episode = {
    enclosures: [recording, file('2.mp3', 'audio')],
    chaptersUrl: 'https://pod.example/c.json',
  };
  const folded = shown(episode);
  assert.equal(folded.match(/<details/g)?.length, 1, 'of the first recording alone');
  assert.match(
    folded,
    /data-part="\/reader\/item\/i1\?part=chapters".*href="\/reader\/item\/i1\?part=chapters#chapters"/s,
  );

  const chapters = chaptersView(recording, {
    chapters: [
      { start: 0, title: 'Rain & <wind>' },
      { start: 3723.58, title: 'Eels', url: 'https://www.eels.example/x', image: '/reader/image/1' },
    ],
  });
  const page = itemBody(
    { ...items[0]!, ...episode },
    { writer: false, translate: false, part: { part: 'chapters', content: chapters } },
  ).text;
  assert.match(page, /<details[^>]* open/);
  assert.match(page, /href="https:\/\/pod\.example\/1\.mp3#t=3723\.5" data-from="3723\.5"/);
  assert.match(page, /1:02:03<\/span> <span class="name">Eels/);
  assert.match(page, /Rain &amp; &lt;wind&gt;/);
  assert.match(page, />eels\.example</);

  const said = transcriptView(recording, {
    passages: [
      { start: 1, speaker: 'Ann <1>', text: 'Good <b>morning</b>.' },
      { start: 9, speaker: 'Ann <1>', text: 'Again.' },
      { text: 'Somebody.' },
    ],
  }).text;
  assert.equal(said.match(/Ann &lt;1&gt;/g)?.length, 1, 'a speaker is named once');
  assert.match(said, /Good &lt;b&gt;morning/);
  assert.match(
    transcriptView(recording, { passages: [], problem: 'Gone <away>.' }).text,
    /role="alert">Gone &lt;away/,
  );
});

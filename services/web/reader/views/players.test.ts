import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Enclosure, Item } from '../../../reader/contract.ts';
import { items } from '../../testing/sample-reading.ts';
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

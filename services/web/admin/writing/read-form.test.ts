import assert from 'node:assert/strict';
import { test } from 'node:test';
import { missingAlt } from './missing-alt.ts';
import { composeInput, readForm } from './read-form.ts';
import { isMadeFrom } from './title-slug.ts';

const compose = (body: Record<string, string>) => {
  const { fields, state } = readForm(body);
  return composeInput(fields, state);
};

test('a form becomes a post: lines as in Markdown, tags by commas, times on the writer’s clock, the kind by its title', () => {
  const { input, problems } = compose({
    title: ' Gate ',
    markdown: 'One.\r\n\r\nTwo.',
    tags: 'Stone, dry walls,,\r\nFrost ',
    publish_at: '2026-12-24T09:30',
    time_zone: 'Europe/Oslo',
    photo_0_src: '/media/a.png',
    photo_0_alt: 'A gate',
    photo_1_src: ' ',
  });
  assert.deepEqual(problems, {});
  assert.deepEqual(
    [input.title, input.markdown, input.tags, input.publishedAt, input.kind, input.photos],
    [
      'Gate',
      'One.\n\nTwo.',
      ['Stone', 'dry walls', 'Frost'],
      '2026-12-24T08:30:00.000Z',
      'article',
      [{ src: '/media/a.png', alt: 'A gate' }],
    ],
  );
  assert.equal(compose({ markdown: 'A note.' }).input.kind, 'note');
});

test('an untouched time keeps its seconds, and what belongs to another kind is not sent', () => {
  const published_at = '2026-11-24T08:30:12.345Z';
  const sent = { markdown: '', published_at, publish_at: '2026-11-24T09:30', time_zone: 'Europe/Oslo' };
  assert.equal(compose(sent).input.publishedAt, published_at);
  assert.equal(
    compose({ ...sent, publish_at: '2026-11-24T09:31' }).input.publishedAt,
    '2026-11-24T08:31:00.000Z',
  );
  const { input } = compose({ markdown: '', title: 'T', target_url: 'https://example.org/', rsvp: 'yes' });
  assert.deepEqual([input.target, input.rsvp], [null, null]);
});

test('what cannot be is named and left out, and the rest is kept all the same', () => {
  const { input, problems } = compose({
    markdown: 'Kept.',
    kind: 'bookmark',
    target_url: 'example',
    canonical: 'javascript:alert(1)',
    publish_at: 'soon',
  });
  assert.deepEqual(Object.keys(problems).sort(), ['canonical', 'publish_at', 'target_url']);
  assert.equal(input.markdown, 'Kept.');
  assert.ok(!('target' in input) && !('canonical' in input) && !('kind' in input));
});

test('what no such form sends is refused', () => {
  for (const body of [undefined, { id: 'x' }, { do: 'erase' }, { kind: 'novel' }, { version: '-1' }])
    assert.throws(() => readForm(body), { code: 'invalid' }, JSON.stringify(body));
  assert.throws(() => compose({ markdown: 'x'.repeat(1_000_001) }), { code: 'invalid' });
});

test('pictures without a description are counted, code and what is meant are not', () => {
  const count = (markdown: string) => missingAlt({ markdown, photos: [] });
  assert.equal(count('![](/a.png) and ![ ](/b.png) and ![a wall](/c.png)'), 2);
  assert.equal(count('`![](/a.png)`\n\n```md\n![](/b.png)\n```\n'), 0);
  assert.equal(count('<img src="/a.png"> <img alt="" src="/b.png">'), 1);
  assert.equal(
    missingAlt({
      markdown: '',
      photos: [
        { src: '/a', alt: '' },
        { src: '/b', alt: 'b' },
      ],
    }),
    1,
  );
});

test('a draft’s address follows its title until one is chosen', () => {
  assert.ok(isMadeFrom('a-wall-with', 'A wall without mortar'));
  assert.ok(isMadeFrom('a-wall-2', 'A wall'));
  assert.ok(isMadeFrom('post', 'Anything'));
  assert.ok(!isMadeFrom('walls', 'A wall'));
});

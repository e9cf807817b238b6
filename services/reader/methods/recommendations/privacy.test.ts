import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { OWNER } from '../../contract.ts';
import { saveItems } from '../../items/save-items.ts';
import { addSubscriptions } from '../../store/add-subscriptions.ts';
import { noSignal, testReader } from '../../testing/context.ts';
import { entry, outline } from '../../testing/items.ts';
import { importItems } from '../archive/import-items.ts';
import { listFeeds } from '../feeds/list-feeds.ts';
import { updateFeed } from '../feeds/update-feed.ts';
import { getItem } from '../items/get-items.ts';
import { listItems } from '../items/list-items.ts';
import { searchItems } from '../items/search-items.ts';
import { markItems } from '../marks/mark-items.ts';
import { exportOpml } from '../opml/export-opml.ts';
import { listRecommendations } from './list-recommendations.ts';
import { recommend } from './recommend.ts';
import { unrecommend } from './unrecommend.ts';

const NOW = new Date('2026-01-01T00:00:00Z');

test('nothing private is told to a visitor: feeds, tags, titles, marks, words, problems, numbers', async t => {
  const ctx = await testReader(t);
  const add = async (name: string, tags: string[], shown: boolean, account: string = OWNER) =>
    [...(await addSubscriptions(ctx.db, account, [outline(name, tags)], shown)).values()][0]!.id;
  const shown = await add('shown', ['open'], true);
  const secret = await add('secret', ['open', 'confidential'], false);
  const members = await add('members', ['memberly'], true, 'member');
  const file = { path: 'https://secret.example/episode?key=sesame', title: 'sesame' };
  const paid = entry('both', 5, {
    url: 'https://shown.example/both',
    html: '<p>the whole secret essay</p>',
    enclosures: [
      { url: file.path, type: 'audio/mpeg', bytes: 1, seconds: 1, title: file.title, medium: 'audio' },
    ],
  });
  // The private feed brings it first, so that its words are those of the private feed.
  await saveItems(
    ctx,
    secret,
    [paid, entry('only secret', 4, { html: '<p>hush</p>', author: 'A. Nonymous' })],
    NOW,
  );
  await saveItems(
    ctx,
    shown,
    [entry('both-too', 5, { ...paid, guid: 'both-too', html: '<p>teaser</p>' })],
    NOW,
  );
  await saveItems(ctx, shown, [entry('plain', 1)], NOW);
  await saveItems(ctx, members, [entry('only member', 2)], NOW);
  const kept = {
    items: [
      {
        id: 'x',
        title: 'kept elsewhere',
        categories: ['user/-/state/com.google/starred'],
        origin: { feedUrl: 'https://kept.example/' },
        canonical: [{ href: 'https://kept.example/1' }],
      },
    ],
  };
  await Array.fromAsync(
    importItems(ctx, { account: OWNER, json: JSON.stringify(kept) }, { signal: noSignal }),
  );
  const mine = (await listItems(ctx, { account: OWNER, limit: 100 })).items;
  const id = (title: string) => mine.find(item => item.title === title)!.id;
  await markItems(ctx, { account: OWNER, ids: mine.map(item => item.id), starred: true, addTags: ['mine'] });
  await updateFeed(ctx, { account: OWNER, id: String(secret), title: 'My confidential name' });
  await sql`update feeds set problem = 'It leaks', failures = 3`.execute(ctx.db);
  await recommend(ctx, { account: OWNER, id: id('only secret'), comment: 'Read this' });
  await recommend(ctx, { account: OWNER, id: id('both'), comment: '' });

  const told = JSON.stringify([
    await listFeeds(ctx, {}),
    await listItems(ctx, { limit: 100, html: true }),
    await listItems(ctx, { limit: 100, tag: 'open', html: true }),
    await listItems(ctx, { limit: 100, tag: 'confidential', html: true }),
    await listItems(ctx, { limit: 100, view: 'starred', html: true }),
    await listItems(ctx, { limit: 100, view: 'unread', html: true }),
    await listItems(ctx, { limit: 100, view: 'unread', feedId: String(shown) }),
    await listItems(ctx, { limit: 100, view: 'unread', tag: 'open' }),
    await listItems(ctx, { limit: 100, itemTag: 'mine', html: true }),
    await listItems(ctx, { limit: 100, view: 'saved', itemTag: 'mine' }),
    await listItems(ctx, { limit: 100, feedId: String(secret), html: true }),
    await searchItems(ctx, { query: 'secret or hush or essay or member or kept', limit: 50 }),
    await getItem(ctx, { id: id('both') }),
    await exportOpml(ctx, {}),
    await exportOpml(ctx, { tag: 'open' }),
    await listRecommendations(ctx, { limit: 100 }),
    await listRecommendations(ctx, { limit: 100, tag: 'confidential' }),
  ]);
  for (const word of [
    'confidential',
    'secret.example',
    'essay',
    'hush',
    'Nonymous',
    'sesame',
    'memberly',
    'only member',
    'kept elsewhere',
    'kept.example',
    'mine',
    'starredAt":"',
    'It leaks',
    'nextPollAt":"',
    'polledAt":"',
  ])
    assert.ok(!told.includes(word), `${word} in ${told}`);
  assert.match(told, /"comment":"Read this"/);
  // Not even of what a visitor sees is it told what of it is unread or tagged.
  for (const which of [{ view: 'unread' }, { view: 'unread', tag: 'open' }, { itemTag: 'mine' }] as const)
    assert.deepEqual((await listItems(ctx, { limit: 9, ...which })).items, []);
  assert.ok(!/"unread":(?:true|[1-9])/.test(told));
  await assert.rejects(exportOpml(ctx, { tag: 'confidential' }), { code: 'not_found' });
  for (const title of ['only secret'])
    await assert.rejects(getItem(ctx, { id: id(title) }), { code: 'not_found' });
});

test('the owner recommends items with words, and takes that back; nobody else does', async t => {
  const ctx = await testReader(t);
  const [feed] = [...(await addSubscriptions(ctx.db, OWNER, [outline('a')], true)).values()];
  await saveItems(ctx, feed!.id, [entry('1'), entry('2', 1), entry('3', 2)], NOW);
  const { items } = await listItems(ctx, { account: OWNER, limit: 10 });
  for (const { id, title } of items.toReversed())
    await recommend(ctx, { account: OWNER, id, comment: `On ${title}` });
  await recommend(ctx, { account: OWNER, id: items[0]!.id, comment: 'Again' });
  const first = await listRecommendations(ctx, { limit: 2 });
  assert.deepEqual(
    first.recommendations.map(each => [each.title, each.comment, each.feed?.title, each.summary]),
    [
      ['3', 'Again', 'a', 'about 3'],
      ['2', 'On 2', 'a', 'about 2'],
    ],
  );
  const rest = await listRecommendations(ctx, { limit: 2, cursor: first.next! });
  assert.deepEqual([rest.recommendations.length, rest.next], [1, undefined]);
  const own = (await listItems(ctx, { account: OWNER, limit: 1 })).items[0];
  assert.equal(own?.recommended?.comment, 'Again');
  await updateFeed(ctx, { account: OWNER, id: String(feed!.id), tags: ['tea', 'birds'] });
  const tagged = await listRecommendations(ctx, { limit: 9, tag: 'tea' });
  assert.deepEqual([tagged.recommendations.length, tagged.tags], [3, ['birds', 'tea']]);
  assert.deepEqual((await listRecommendations(ctx, { limit: 9, tag: 'coffee' })).recommendations, []);
  await updateFeed(ctx, { account: OWNER, id: String(feed!.id), public: false });
  const hidden = await listRecommendations(ctx, { limit: 9, tag: 'tea' });
  assert.deepEqual([hidden.recommendations, hidden.tags], [[], []]);

  const told = ctx.distributed.count;
  await unrecommend(ctx, { account: OWNER, id: items[0]!.id });
  assert.equal(ctx.distributed.count, told + 1, 'who subscribed at the hub is told');
  assert.equal((await listRecommendations(ctx, { limit: 5 })).recommendations.length, 2);
  await assert.rejects(recommend(ctx, { account: 'member', id: items[0]!.id, comment: '' }), {
    code: 'forbidden',
  });
  await assert.rejects(recommend(ctx, { account: OWNER, id: '99', comment: '' }), { code: 'not_found' });
});

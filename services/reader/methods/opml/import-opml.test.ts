import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OWNER } from '../../contract.ts';
import { noSignal, testReader } from '../../testing/context.ts';
import { listFeeds } from '../feeds/list-feeds.ts';
import { unsubscribe } from '../feeds/unsubscribe.ts';
import { updateFeed } from '../feeds/update-feed.ts';
import { exportOpml } from './export-opml.ts';
import { type ImportProgress, importOpml } from './import-opml.ts';

const call = { signal: noSignal };

async function all(steps: AsyncIterable<ImportProgress>): Promise<ImportProgress[]> {
  return await Array.fromAsync(steps);
}

function opml(outlines: string): string {
  return `<opml version="2.0"><body>${outlines}</body></opml>`;
}

test('every outline is told of, feeds go in with their folders as tags, and the rest is named', async t => {
  const ctx = await testReader(t);
  const document =
    opml(`<outline text="Tech"><outline title="A" xmlUrl="https://a.example/feed" htmlUrl="https://a.example/"/>
    <outline text="Bad" xmlUrl="ftp://b.example/"/></outline><outline text="Fun"><outline text="A" xmlUrl="https://a.example/feed"/></outline>`);
  assert.deepEqual(await all(importOpml(ctx, { account: OWNER, opml: document }, call)), [
    { done: 1, total: 3, line: 1, url: 'https://a.example/feed', outcome: 'added' },
    {
      done: 2,
      total: 3,
      line: 2,
      url: 'ftp://b.example/',
      outcome: 'invalid',
      message: '"ftp://b.example/" is not a web address. Write it as https://….',
    },
    { done: 3, total: 3, line: 2, url: 'https://a.example/feed', outcome: 'known' },
  ]);
  const { feeds } = await listFeeds(ctx, {});
  assert.deepEqual(
    feeds.map(({ url, title, siteUrl, tags }) => ({ url, title, siteUrl, tags })),
    [{ url: 'https://a.example/feed', title: 'A', siteUrl: 'https://a.example/', tags: ['Tech', 'Fun'] }],
  );
  assert.equal(ctx.sweeps.count, 1);
});

test('importing again changes nothing, whatever the owner changed meanwhile', async t => {
  const ctx = await testReader(t);
  const document = opml('<outline text="Tech"><outline text="A" xmlUrl="https://a.example/feed"/></outline>');
  await all(importOpml(ctx, { account: OWNER, opml: document, public: false }, call));
  await updateFeed(ctx, { account: OWNER, id: '1', title: 'Mine', tags: ['x'] });
  const before = await listFeeds(ctx, { account: OWNER });
  const again = await all(importOpml(ctx, { account: OWNER, opml: document }, call));
  assert.deepEqual(
    again.map(step => step.outcome),
    ['known'],
  );
  assert.deepEqual(await listFeeds(ctx, { account: OWNER }), before);
  assert.deepEqual((await listFeeds(ctx, {})).feeds, []);
});

test('what is exported is imported with the same tags, titles and addresses', async t => {
  const [ctx, other] = await Promise.all([testReader(t), testReader(t)]);
  const outlines = Array.from(
    { length: 1200 },
    (_, index) =>
      `<outline text="F &amp; ${index % 7}"><outline text="N&lt;${index}" xmlUrl="https://h${index}.example/feed?a=1&amp;b=2"/></outline>`,
  );
  await all(importOpml(ctx, { account: OWNER, opml: opml(outlines.join('')) }, call));
  const { opml: exported } = await exportOpml(ctx, { account: OWNER });
  const steps = await all(importOpml(other, { account: OWNER, opml: exported }, call));
  assert.equal(steps.filter(step => step.outcome === 'added').length, 1200);
  const plain = async (reader: typeof ctx) =>
    (await listFeeds(reader, { account: OWNER })).feeds
      .map(({ url, title, tags }) => `${url} ${title} ${tags}`)
      .sort();
  assert.deepEqual(await plain(other), await plain(ctx));
});

test('an import that is called off keeps what it had and can be run again', async t => {
  const ctx = await testReader(t);
  const outlines = Array.from(
    { length: 1200 },
    (_, index) => `<outline xmlUrl="https://h${index}.example/"/>`,
  );
  const document = opml(outlines.join(''));
  for await (const step of importOpml(ctx, { account: OWNER, opml: document }, call))
    if (step.done === 600) break;
  assert.equal(ctx.sweeps.count, 1);
  const outcomes = (await all(importOpml(ctx, { account: OWNER, opml: document }, call))).map(
    step => step.outcome,
  );
  assert.deepEqual(
    [outcomes.filter(each => each === 'known').length, outcomes.filter(each => each === 'added').length],
    [1000, 200],
  );
});

test('a member reads 2,000 feeds and no more, of which each outline beyond is told, and the owner as many as there are', async t => {
  const ctx = await testReader(t);
  const outlines = Array.from({ length: 2002 }, (_, n) => `<outline xmlUrl="https://h${n}.example/"/>`);
  const document = opml(outlines.join(''));
  const input = { account: '7', opml: document };
  const steps = await all(importOpml(ctx, input, call));
  assert.equal(steps.filter(step => step.outcome === 'added').length, 2000);
  const [first, second] = steps.slice(2000);
  assert.deepEqual(
    [first?.outcome, first?.message, second?.url],
    [
      'invalid',
      'You read 2000 feeds, as many as a member may. Unsubscribe from some first.',
      'https://h2001.example/',
    ],
  );
  const kept = async () => (await ctx.db.selectFrom('feeds').select('id').execute()).length;
  assert.equal(await kept(), 2000, 'what nobody reads is not kept');
  const { feeds } = await listFeeds(ctx, { account: '7' });
  await unsubscribe(ctx, { account: '7', id: feeds[0]!.id });
  const again = await all(importOpml(ctx, input, call));
  assert.deepEqual(
    [again.filter(step => step.outcome === 'added').length, again.filter(step => step.message).length],
    [1, 2],
  );
  const owned = await all(importOpml(ctx, { ...input, account: OWNER }, call));
  assert.equal(owned.filter(step => step.outcome === 'added').length, 2002);
});

test('what only FreshRSS understands is told of for each outline, and no secret of it is repeated', async t => {
  const ctx = await testReader(t);
  const document = opml(`<outline type="HTML+XPath" xmlUrl="https://a.example/" frss:xPathItem="//div"/>
    <outline type="JSON+DotNotation" xmlUrl="https://b.example/data.json"/>
    <outline type="JSONFeed" xmlUrl="https://c.example/feed.json" frss:priority="important"/>
    <outline type="rss" xmlUrl="https://d.example/feed" frss:cssFullContent="article" frss:CURLOPT_COOKIE="secret=1"
      frss:filtersActionRead="intitle:ad" frss:cssFullContentFilter=""/>`);
  const steps = await all(importOpml(ctx, { account: OWNER, opml: document }, call));
  assert.deepEqual(
    steps.map(step => step.outcome),
    ['invalid', 'invalid', 'added', 'added'],
  );
  assert.match(steps[0]?.message ?? '', /makes this feed itself out of a page \(HTML\+XPath\), which cannot/);
  assert.equal(steps[2]?.message, undefined);
  assert.match(
    steps[3]?.message ?? '',
    /not taken over: full text by CSS selectors; filters; cookie, user agent or proxy\./,
  );
  assert.doesNotMatch(JSON.stringify(steps), /secret/);
});

test('what is no OPML is refused before anything changes', async t => {
  const ctx = await testReader(t);
  await assert.rejects(all(importOpml(ctx, { account: OWNER, opml: '<html></html>' }, call)), {
    code: 'invalid',
  });
});

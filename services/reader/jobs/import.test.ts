import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { sql } from 'kysely';
import { zip } from '../../../core/zip/testing.ts';
import { OWNER } from '../contract.ts';
import { listFeeds } from '../methods/feeds/list-feeds.ts';
import { beginImport } from '../methods/imports/begin-import.ts';
import { importImplementation } from '../methods/imports/index.ts';
import { listItems } from '../methods/items/list-items.ts';
import { noSignal, testReader } from '../testing/context.ts';
import { importJob } from './import.ts';

const call = { signal: noSignal, deadline: Date.now() + 60_000, traceparent: '' };
const context = { id: 'x', retries: 0, signal: noSignal };
const outline = (n: number) => `<outline text="F${n}" xmlUrl="https://h${n % 50}.example/${n}"/>\n`;
const opml = (outlines: string) => `<opml version="2.0"><body>\n${outlines}</body></opml>`;
const starred = (n: number) => ({
  id: `i${n}`,
  title: `Item ${n}`,
  canonical: [{ href: `https://h.example/i${n}` }],
  categories: ['user/-/state/com.google/starred'],
  origin: { feedUrl: 'https://h1.example/1', title: 'F1' },
});

async function setUp(t: TestContext) {
  const ctx = await testReader(t);
  const methods = importImplementation(ctx);
  const begin = (text: string | Buffer, name = 'feeds.opml', account: string = OWNER) =>
    beginImport(ctx, { account, name, data: Buffer.from(text) });
  const last = async (account: string = OWNER) => (await methods.getImport({ account }, call)).import;
  const problems = async (after = 0, limit = 500) =>
    (await methods.listImportProblems({ account: OWNER, after, limit }, call)).problems;
  return { ctx, begin, last, problems, run: importJob(ctx).handler };
}

test('ten thousand feeds are taken in beside whoever gave them, each refused line is listed, and again changes nothing', async t => {
  const { ctx, begin, last, problems, run } = await setUp(t);
  const document = opml(
    `${Array.from({ length: 10_000 }, (_, n) => outline(n)).join('')}<outline xmlUrl="ftp://x/"/>\n${outline(1)}`,
  );
  assert.equal(await last(), undefined);
  await begin(document);
  assert.deepEqual([(await last())?.endedAt, (await last())?.total], [undefined, undefined]);
  await assert.rejects(begin(document), { code: 'conflict', message: /wait until/ });
  await run({}, context);
  const { done, total, added, known, skipped, invalid, endedAt } = (await last())!;
  assert.deepEqual(
    { done, total, added, known, skipped, invalid },
    {
      done: 10_002,
      total: 10_002,
      added: 10_000,
      known: 1,
      skipped: 0,
      invalid: 1,
    },
  );
  assert.ok(endedAt);
  assert.equal(ctx.sweeps.count, 1);
  assert.equal((await listFeeds(ctx, { account: OWNER })).feeds.length, 10_000);
  const [only, ...more] = await problems();
  assert.deepEqual(more, []);
  assert.deepEqual(only, {
    number: 10_001,
    place: 'line 10002',
    what: 'ftp://x/',
    problem: '"ftp://x/" is not a web address. Write it as https://….',
  });
  assert.deepEqual(await problems(10_001), []);

  await begin(document);
  assert.deepEqual(await problems(), [], 'what came of the one before is forgotten');
  await run({}, context);
  const again = (await last())!;
  assert.deepEqual([again.added, again.known, again.invalid], [0, 10_001, 1]);
});

test('a process that is killed loses and doubles nothing: another goes on from where it was', async t => {
  const { ctx, begin, last, run } = await setUp(t);
  await begin(opml(Array.from({ length: 1_700 }, (_, n) => outline(n)).join('')));
  // The connection dies in the middle of the third batch.
  await sql`create function die() returns trigger language plpgsql as $$ begin
    if (select count(*) from subscriptions) > 1000 then perform pg_terminate_backend(pg_backend_pid()); end if;
    return null; end $$`.execute(ctx.db);
  await sql`create trigger dies after insert on subscriptions for each statement execute function die()`.execute(
    ctx.db,
  );
  await assert.rejects(run({}, context), { code: 'unavailable' });
  const half = (await last())!;
  assert.deepEqual([half.endedAt, half.done, half.added], [undefined, 1_000, 1_000]);
  await sql`drop trigger dies on subscriptions`.execute(ctx.db);
  await run({}, context);
  const { done, added, known } = (await last())!;
  assert.deepEqual([done, added, known], [1_700, 1_700, 0]);
});

test('the ZIP of FreshRSS gives its feeds first, then the items, each problem with its file', async t => {
  const { ctx, begin, last, problems, run } = await setUp(t);
  const items = [starred(1), { ...starred(2), origin: {} }, starred(3)];
  const archive = zip([
    { name: 'starred.json', text: JSON.stringify({ items }) },
    { name: 'feeds.opml', text: opml(outline(1)) },
    { name: 'readme.txt', text: 'not looked at' },
  ]);
  await begin(archive, 'export.zip');
  await run({}, context);
  const { name, added, invalid } = (await last())!;
  assert.deepEqual([name, added, invalid], ['export.zip', 3, 1]);
  const [problem] = await problems();
  assert.deepEqual([problem?.place, problem?.what], ['starred.json, item 2', 'Item 2']);
  const { items: kept } = await listItems(ctx, { account: OWNER, view: 'starred', limit: 10 });
  assert.deepEqual(kept.map(item => item.title).toSorted(), ['Item 1', 'Item 3']);
});

test('entries as the API of Miniflux gives them are taken in, for each person their own', async t => {
  const { ctx, begin, last, run } = await setUp(t);
  const entry = {
    title: 'One',
    url: 'https://a.example/1',
    starred: true,
    feed: { feed_url: 'https://a.example/f' },
  };
  await begin(JSON.stringify({ total: 1, entries: [entry] }), 'entries.json', 'member');
  await begin(opml(outline(1)));
  await run({}, context);
  assert.equal((await last('member'))?.added, 1);
  assert.equal((await last())?.added, 1);
  assert.equal((await listItems(ctx, { account: OWNER, view: 'starred', limit: 10 })).items.length, 0);
});

test('a file that is none says why, and holds up no other', async t => {
  const { begin, last, run } = await setUp(t);
  await assert.rejects(begin(''), { code: 'invalid', message: /empty/ });
  await assert.rejects(begin(Buffer.alloc(20_000_001)), { code: 'invalid', message: /20 MB/ });
  const bad: [file: string | Buffer, said: RegExp][] = [
    ['<html></html>', /not an OPML document/],
    ['{"x": 1}', /neither "items"/],
    ['{', /not JSON/],
    [zip([{ name: 'a.txt', text: 'x' }]), /neither OPML nor JSON/],
    [Buffer.from('PK\x03\x04\x00\x00'), /./],
  ];
  for (const [n, [file]] of bad.entries()) await begin(file, `${n}`, `member${n}`);
  await begin(opml(outline(1)));
  await run({}, context);
  for (const [n, [, said]] of bad.entries()) {
    const { problem = '', endedAt } = (await last(`member${n}`))!;
    assert.match(problem, said);
    assert.ok(endedAt);
  }
  assert.equal((await last())?.added, 1);
});

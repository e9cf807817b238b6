import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { sql } from 'kysely';
import { OWNER } from '../../contract.ts';
import { saveItems } from '../../items/save-items.ts';
import { addSubscriptions } from '../../store/add-subscriptions.ts';
import { testReader } from '../../testing/context.ts';
import { type FeedServer, feedServer } from '../../testing/feed-server.ts';
import { entry, outline } from '../../testing/items.ts';
import { listItems } from '../items/list-items.ts';
import { getChapters } from './get-chapters.ts';
import { getTranscript } from './get-transcript.ts';

async function setUp(t: TestContext, pages: FeedServer['pages']) {
  const [ctx, server] = await Promise.all([testReader(t), feedServer(t, pages)]);
  const added = await addSubscriptions(ctx.db, OWNER, [outline('a')], true);
  const [feed] = [...added.values()];
  /** An episode whose chapters and transcript are at these paths. */
  const episode = async (chapters: string, transcript: string) => {
    const urls = { chaptersUrl: server.origin + chapters, transcriptUrl: server.origin + transcript };
    await saveItems(ctx, feed!.id, [entry('e', 1, urls)], new Date());
    const { items } = await listItems(ctx, { account: OWNER, limit: 1 });
    return { account: OWNER, id: items[0]!.id };
  };
  const age = (seconds: number) =>
    sql`update episode_parts set fetched_at = now() - ${seconds} * interval '1 second'`.execute(ctx.db);
  return { ctx, server, episode, age };
}

const chapters = (...titles: string[]) =>
  JSON.stringify({ chapters: titles.map((title, n) => ({ startTime: n * 60, title, img: `/${n}.png` })) });

test('chapters are fetched when somebody asks, once a day, and stay when they cannot be had any more', async t => {
  const { ctx, server, episode, age } = await setUp(t, { '/c': { body: chapters('One', 'Two') } });
  const asked = await episode('/c', '/t');
  const [first, second] = await Promise.all([getChapters(ctx, asked), getChapters(ctx, asked)]);
  assert.deepEqual(first, {
    chapters: [
      { start: 0, title: 'One', image: `${server.origin}/0.png` },
      { start: 60, title: 'Two', image: `${server.origin}/1.png` },
    ],
    problem: undefined,
  });
  assert.deepEqual(second, first);
  const proxied = await getChapters(ctx, { ...asked, images: 'proxied' });
  assert.match(proxied.chapters[0]!.image!, /^\/reader\/image\//);
  assert.equal(server.asked.length, 1);

  await age(90_000);
  server.pages['/c'] = { status: 500 };
  const kept = await getChapters(ctx, asked);
  assert.deepEqual(kept.chapters, first.chapters);
  assert.match(kept.problem!, /500/);
  await getChapters(ctx, asked);
  assert.equal(server.asked.length, 2, 'not at once again');

  server.pages['/new'] = { body: chapters('Anew') };
  const moved = await getChapters(ctx, await episode('/new', '/t'));
  assert.deepEqual(
    moved.chapters.map(({ title }) => title),
    ['Anew'],
  );
});

test('a transcript is kept as passages or as a safe page, and what is wrong is said in words', async t => {
  const { ctx, server, episode } = await setUp(t, {
    '/t': { body: 'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Good morning.' },
    '/h': {
      body: '<cite>Ann:</cite><p onclick="x()">Good <script>x()</script>morning.</p><img src="/i.png">',
    },
  });
  assert.deepEqual((await getTranscript(ctx, await episode('/c', '/t'))).passages, [
    { start: 1, speaker: 'Ann', text: 'Good morning.' },
  ]);
  const page = await getTranscript(ctx, { ...(await episode('/c', '/h')), images: 'proxied' });
  assert.match(page.html!, /<p>Good morning\.<\/p>/);
  assert.match(page.html!, / src="\/reader\/image\//);
  for (const [path, answer, words] of [
    ['/gone', { status: 404 }, /404/],
    ['/none', { body: '{"a":1}' }, /cannot be read as one/],
    ['/large', { body: Buffer.alloc(2_000_001, 'x') }, /large|bytes/],
    ['/in', { status: 302, headers: { location: 'http://10.0.0.1/' } }, /not on the public internet/],
  ] as const) {
    server.pages[path] = answer;
    const { passages, problem } = await getTranscript(ctx, await episode('/c', path));
    assert.deepEqual(passages, []);
    assert.match(problem!, words);
  }
});

test('nobody has parts of an episode that they do not read, or that has none', async t => {
  const { ctx, server, episode } = await setUp(t, {});
  const asked = await episode('/c', '/t');
  await assert.rejects(getChapters(ctx, { ...asked, account: '7' }), { code: 'not_found' });
  await ctx.db.updateTable('items').set({ transcript_url: null }).execute();
  await assert.rejects(getTranscript(ctx, asked), { message: 'This item has no transcript.' });
  assert.deepEqual(server.asked, []);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { noMemcached } from '../../core/cache/testing/memcached.ts';
import { type Sites, startSites } from '../support/sites.ts';

/** Milliseconds after the acknowledgement of a change from which nobody who asks may be given what was before. */
const WITHIN = 1_000;
/** A busy machine may be slow to answer; what it answers is judged by when it was asked. */
const PATIENCE = 20_000;
const STAYS = 'A post that stays';

interface View {
  readonly path: string;
  /** Whether an answer shows what is wanted. */
  readonly right: (status: number, body: string) => boolean;
}

/** The page, the home page, the feeds and the tag's page show this text and not the other. */
function showing(slug: string, text: string, not?: string): View[] {
  const has = (_status: number, body: string) =>
    body.includes(text) && (not === undefined || !body.includes(not));
  return ['/', `/posts/${slug}`, '/feed.xml', '/feed.json', '/tags/news'].map(path => ({ path, right: has }));
}

function gone(slug: string, text: string): View[] {
  const stays = (_status: number, body: string) => body.includes(STAYS) && !body.includes(text);
  return [
    ...['/', '/feed.xml', '/feed.json', '/tags/news'].map(path => ({ path, right: stays })),
    { path: `/posts/${slug}`, right: status => status === 410 || status === 404 },
  ];
}

/** Asks every web process for every view until all are right; fails on a wrong answer to a question later than `from + WITHIN`. */
async function seen(origins: readonly string[], views: readonly View[], from: number): Promise<void> {
  await Promise.all(
    origins.flatMap(origin =>
      views.map(async ({ path, right }) => {
        for (;;) {
          const asked = performance.now() - from;
          const answer = await fetch(origin + path, { signal: AbortSignal.timeout(PATIENCE) });
          if (right(answer.status, await answer.text())) return;
          assert.ok(
            asked <= WITHIN,
            `${origin}${path} is as it was, asked ${Math.round(asked)} ms after the change`,
          );
          await sleep(10);
        }
      }),
    ),
  );
}

let posts = 0;

/** Publishes, edits and deletes a post; each must be seen everywhere before the next. `origins`: who is looked at. */
async function round({ ask, origins: all }: Sites, origins = all): Promise<void> {
  const slug = `p${++posts}`;
  const [first, second] = [`First title of ${slug}.`, `Second title of ${slug}.`];
  await ask('POST', '/posts', {
    slug,
    title: first,
    markdown: 'Words.',
    status: 'published',
    tags: ['News'],
  });
  await seen(origins, showing(slug, first), performance.now());
  await ask('PATCH', `/posts/${slug}`, { title: second });
  await seen(origins, showing(slug, second, first), performance.now());
  await ask('DELETE', `/posts/${slug}`);
  await seen(origins, gone(slug, second), performance.now());
}

test('what is published, edited and deleted shows within a second in every process, whatever fails', {
  skip: noMemcached ?? false,
  timeout: 300_000,
}, async t => {
  const sites = await startSites(t);
  const { ask, caches, origins, quiet } = sites;
  await ask('POST', '/posts', {
    slug: 'stays',
    title: STAYS,
    markdown: 'Words.',
    status: 'published',
    tags: ['News'],
  });
  const later = (milliseconds: number) => performance.now() + milliseconds;

  await t.test('while all is well', async () => {
    for (let turn = 0; turn < 3; turn++) await round(sites);
  });

  await t.test('with one memcached killed, and when it is back, empty', async () => {
    await caches[0].kill();
    await round(sites);
    await caches[0].run();
    await round(sites);
  });

  await t.test('with one memcached frozen, and when it is back with what it held before', async () => {
    await caches[1].freeze();
    await round(sites);
    caches[1].thaw();
    for (const until = later(2_500); performance.now() < until; ) await round(sites);
  });

  await t.test('with a web process that stood still meanwhile, from its first answer', async () => {
    quiet.process.kill('SIGSTOP');
    const running = origins.filter(origin => origin !== origins[1]);
    await round(sites, running);
    const title = 'Published while one stood still.';
    await ask('POST', '/posts', { slug: 'still', title, markdown: 'x', status: 'published', tags: ['News'] });
    const acknowledged = performance.now();
    await seen(running, showing('still', title), acknowledged);
    await sleep(3_000);
    // Asked while it stands still, long after the change: these wait in its sockets.
    const answered = seen([origins[1]!], showing('still', title), acknowledged);
    await sleep(200);
    quiet.process.kill('SIGCONT');
    await answered;
    await round(sites);
  });
});

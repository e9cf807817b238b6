import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import { createApp } from '../../../core/http/app.ts';
import { Metrics } from '../../../core/metrics.ts';
import { zip } from '../../../core/zip/testing.ts';
import { beginImport } from '../methods/moving/begin-import.ts';
import { openImport } from '../methods/moving/open-import.ts';
import { sendImport } from '../methods/moving/send-import.ts';
import { getOwnPost } from '../methods/posts/get-own-post.ts';
import { routes } from '../routes.ts';
import { reasonOf, type TestApi } from '../testing/context.ts';
import { importingApi, markdownZip, until } from '../testing/imports.ts';

const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

const countPosts = async ({ db }: TestApi) =>
  (await sql<{ n: number }>`select count(*)::int as n from post`.execute(db)).rows[0]!.n;
const left = ({ imports }: TestApi) => readdir(imports).catch(() => []);

test('a ZIP of Markdown is tried, then brought in with the same file, and known when it comes again', async t => {
  const { api, ask, run, report, bringIn } = await importingApi(t);
  const archive = zip([
    { name: '__MACOSX/blog/._a', text: 'x' },
    { name: 'blog/_posts/2020-01-01-wall.md', text: '---\ntitle: Wall\n---\n![gap](../gap.gif)' },
    { name: 'blog/_posts/2020-01-02-broken.md', text: '---\ntitle: "x\n---\n' },
    { name: 'blog/gap.gif', text: GIF, stored: true },
    { name: 'blog/link.md', text: '/etc/passwd', link: true },
  ]);
  const tried = await bringIn(archive, 'name=blog.zip&dryRun=true');
  assert.equal(tried.state, 'done');
  assert.deepEqual([tried.kind, tried.name, tried.dryRun, tried.kept], ['posts', 'blog.zip', true, true]);
  assert.deepEqual([tried.counts, tried.failed], [{ created: 1, updated: 0, unchanged: 0 }, 1]);
  assert.deepEqual(
    tried.failures.map(({ place }) => place),
    ['_posts/2020-01-02-broken.md'],
  );
  assert.deepEqual(tried.warnings, [{ place: 'blog/link.md', note: 'is a link and is left out.' }]);
  assert.equal(await countPosts(api), 0);

  const begun = await ask(`/api/v1/imports/${tried.id}/begin`, { method: 'POST', body: {} });
  assert.equal(begun.status, 202);
  await run();
  assert.deepEqual((await report(tried.id)).counts, { created: 1, updated: 0, unchanged: 0 });
  assert.match((await getOwnPost(api, { key: 'wall' })).markdown, /!\[gap\]\(\/media\/\w\w\/\w+\.gif\)/);
  assert.deepEqual(await readdir(join(api.imports, tried.id)), ['file'], 'what failed may be tried again');

  const whole = await bringIn(
    zip([
      { name: 'x/_posts/2020-01-01-wall.md', text: '---\ntitle: Wall\n---\n![gap](../gap.gif)' },
      { name: 'x/gap.gif', text: GIF },
    ]),
  );
  assert.deepEqual([whole.counts, whole.kept], [{ created: 0, updated: 0, unchanged: 1 }, false]);
  assert.deepEqual(await left(api), [tried.id], 'a file that is in is gone');
  assert.equal((await ask(`/api/v1/imports/${whole.id}/begin`, { method: 'POST', body: {} })).status, 409);
  const { imports } = (await ask('/api/v1/imports')).json;
  assert.deepEqual(
    imports.map(({ id }: { id: string }) => id),
    [whole.id, tried.id],
  );
  const { rows } = await sql<{
    action: string;
    subject: string;
    name: string;
  }>`select action, subject, account_name as name
    from audit where action like 'site.%' order by id`.execute(api.db);
  assert.deepEqual(rows.slice(0, 2), [
    { action: 'site.import', subject: 'blog.zip', name: 'Ann' },
    { action: 'site.import-end', subject: 'blog.zip', name: 'Ann' },
  ]);
});

test('exports of WordPress and Ghost are told by their content, and the address of a Ghost is asked for', async t => {
  const { api, send, bringIn } = await importingApi(t);
  const item = (
    n: number,
  ) => `<item><title>Post ${n}</title><wp:post_id>${n}</wp:post_id><wp:post_type>post</wp:post_type>
    <wp:status>publish</wp:status><wp:post_name>post-${n}</wp:post_name><content:encoded><![CDATA[Text]]></content:encoded></item>`;
  const wxr = `<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><link>https://old.example</link>
    ${item(1)}\n${item(2)}\n<item><title>Broken`;
  const broken = await bringIn(Buffer.from(wxr), 'name=blog.xml');
  assert.deepEqual(
    [broken.kind, broken.counts, broken.failed],
    ['wordpress', { created: 2, updated: 0, unchanged: 0 }, 1],
  );
  assert.match(broken.failures[0]!.note, /The export is broken: it ends at line/);
  assert.equal(await countPosts(api), 2, 'what stands before it is in');

  const ghost = JSON.stringify({
    db: [{ data: { posts: [{ id: '1', title: 'G', slug: 'g', html: '<p>x</p>', status: 'published' }] } }],
  });
  const asked = await send(Buffer.from(ghost));
  assert.deepEqual([asked.status, asked.json.reason], [400, 'site_needed']);
  const packed = zip([{ name: 'export/blog.json', text: ghost }]);
  const came = await bringIn(packed, 'site=https://ghost.example');
  assert.deepEqual([came.kind, came.counts], ['ghost', { created: 1, updated: 0, unchanged: 0 }]);
  assert.deepEqual(await left(api), [broken.id]);
  const spoilt = await bringIn(
    Buffer.from(`${ghost.slice(0, -4)}`),
    'name=blog.json&site=https://ghost.example',
  );
  assert.equal(spoilt.state, 'failed');
  assert.match(spoilt.problem!, /^blog\.json is not JSON/, 'no word of where it stands on this machine');
});

test('what is none of what is taken is refused in words, and nothing of it stays', async t => {
  const { api, send } = await importingApi(t);
  const good = markdownZip(3);
  const bomb = zip([{ name: 'bomb.md', text: Buffer.alloc(120_000_000) }]);
  const many = zip(Array.from({ length: 100_001 }, (_, n) => ({ name: `${n}.md`, text: '', stored: true })));
  const cases: [Buffer, RegExp][] = [
    [Buffer.alloc(0), /Send the file as the body|The file is empty/],
    [bomb, /unpacks to far more than any site: 120 MB from 1 MB/],
    [many, /holds more than 100,000 files/],
    [good.subarray(0, good.length - 30), /damaged: it may not have been/],
    [Buffer.from('%PDF-1.4'), /is none that can be brought in. What is taken: a ZIP of a folder/],
    [Buffer.from('<?xml version="1.0"?><rss><channel/></rss>'), /is none that can be brought in/],
    [Buffer.from('<?xml version="1.0"?><opml version="2.0"/>'), /at \/reader\/import/],
    [Buffer.from('{"name":"package"}'), /is none that can be brought in/],
    [zip([{ name: 'a.txt', text: 'x' }]), /is none that can be brought in/],
    [
      zip([
        { name: 'a.md', text: 'x' },
        { name: '../../etc/cron.d/x', text: 'x' },
      ]),
      /outside of its folder.*cron/,
    ],
    [zip([{ name: '/etc/passwd', text: 'x' }]), /outside of its folder/],
    [zip([{ name: 'C:\\windows\\x.md', text: 'x' }]), /outside of its folder/],
    [zip([{ name: 'a\nb.md', text: 'x' }]), /outside of its folder, or nowhere/],
    [
      zip([
        { name: 'a.md', text: 'x' },
        { name: './a.md', text: 'y' },
      ]),
      /has a\.md twice/,
    ],
  ];
  for (const [body, words] of cases) {
    const { status, json } = await send(body);
    assert.equal(status, body === many ? 413 : 400, String(words));
    assert.match(json.detail, words);
  }
  assert.deepEqual([await left(api), (await sql`select 1 from site_import`.execute(api.db)).rows], [[], []]);
});

test('one import runs at a time; it is stopped, and goes on with the same file', async t => {
  const { api, ask, send, run, report } = await importingApi(t);
  const { json: first } = await send(markdownZip(150), 'name=first.zip');
  const second = await send(markdownZip(1));
  assert.deepEqual([second.status, second.json.reason], [409, 'import_runs']);
  assert.deepEqual(await left(api), [first.id]);
  const running = run();
  await until(async () => (await countPosts(api)) > 5);
  const stopped = await ask(`/api/v1/imports/${first.id}/stop`, { method: 'POST' });
  assert.deepEqual([stopped.status, stopped.json.stopAsked], [202, true]);
  await running;
  const ended = await report(first.id);
  assert.deepEqual([ended.state, ended.kept], ['stopped', true]);
  assert.match(ended.problem!, /^Stopped after \d+ of 150 posts. What went in stays/);
  const had = await countPosts(api);
  assert.ok(had > 5 && had < 150, String(had));
  await ask(`/api/v1/imports/${first.id}/begin`, { method: 'POST', body: {} });
  await run();
  assert.deepEqual((await report(first.id)).counts, { created: 150 - had, updated: 0, unchanged: had });
  const waiting = await send(markdownZip(1));
  const never = await ask(`/api/v1/imports/${waiting.json.id}/stop`, { method: 'POST' });
  assert.equal(never.json.state, 'stopped', 'what has not begun has ended at once');
});

test('a killed process is followed by another that goes on, and doubles and loses nothing', async t => {
  const { api, send, run, report } = await importingApi(t);
  const { json } = await send(markdownZip(150), 'name=blog.zip');
  const worker = fork(new URL('../testing/import-worker.ts', import.meta.url), [api.url, api.data]);
  const gone = once(worker, 'exit');
  await until(async () => (await countPosts(api)) >= 20);
  worker.kill('SIGKILL');
  await gone;
  const broken = await report(json.id);
  assert.equal(broken.state, 'running');
  const had = await countPosts(api);
  assert.ok(had < 150, `it was killed too late: ${had}`);
  await run();
  const ended = await report(json.id);
  assert.deepEqual([ended.state, ended.wentOn, ended.failed], ['done', true, 0]);
  assert.deepEqual(ended.counts, { created: 150 - had, updated: 0, unchanged: had });
  assert.equal(await countPosts(api), 150);
  assert.deepEqual(await left(api), []);
});

test('when the process has to end, nothing is noted as ended, and the next run goes on', async t => {
  const { api, send, run, report } = await importingApi(t);
  const { json } = await send(markdownZip(100));
  const stop = new AbortController();
  const running = run(stop.signal);
  await until(async () => (await countPosts(api)) > 0);
  stop.abort();
  assert.equal(await reasonOf(running), 'unavailable');
  assert.equal((await report(json.id)).state, 'running');
  await run();
  assert.equal((await report(json.id)).state, 'done');
});

test('an upload that is cut half way, or finds the disk full, leaves nothing behind', async t => {
  const { api, token } = await importingApi(t);
  const app = await createApp({
    log: api.log,
    metrics: new Metrics(),
    origin: api.origin,
    trustedProxies: [],
  });
  routes(app, api);
  t.after(() => app.close());
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as { port: number };
  const socket = connect(port, '127.0.0.1');
  socket.write(
    `POST /api/v1/imports HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Length: 3000000\r\n\r\n`,
  );
  socket.write(Buffer.alloc(2_000_000));
  await until(async () => (await left(api)).length === 1);
  socket.destroy();
  await until(async () => (await left(api)).length === 0);

  const { id } = await openImport(api, { name: 'a.zip' });
  const data = new Uint8Array(10);
  assert.equal(
    await reasonOf(sendImport(api, { id, at: 5, data })),
    'invalid',
    'a piece is missing before it',
  );
  await sendImport(api, { id, at: 0, data });
  await sendImport(api, { id, at: 0, data });
  const file = join(api.imports, id, 'file');
  assert.equal((await readFile(file)).length, 10, 'a piece that comes twice is one');
  await rm(file);
  await symlink('/dev/full', file);
  assert.equal(await reasonOf(sendImport(api, { id, at: 0, data })), 'disk_full');
  assert.deepEqual([await left(api), (await sql`select 1 from site_import`.execute(api.db)).rows], [[], []]);
  assert.equal(await reasonOf(openImport(api, { name: 'x', bytes: 19_000_000_000_000 })), 'too_large');
});

test('the first thousand failures are kept and all are counted', async t => {
  const { bringIn } = await importingApi(t);
  const names = Array.from({ length: 1_005 }, (_, n) => ({ name: `${n}.md`, text: '---\ntitle: "x\n---\n' }));
  const { failed, failures, counts } = await bringIn(zip(names));
  assert.deepEqual([failed, failures.length, counts?.['created']], [1_005, 1_000, 0]);
});

test('files are swept after a week, uploads after a day, and twenty reports stay', async t => {
  const { api, run } = await importingApi(t);
  const { id: stalled } = await openImport(api, { name: 'stalled' });
  const { id: old } = await openImport(api, { name: 'old' });
  await sendImport(api, { id: old, at: 0, data: markdownZip(1) });
  await beginImport(api, { id: old, dryRun: true, tell: false, keepMedia: false });
  await run();
  await mkdir(join(api.imports, 'nobody'), { recursive: true });
  await writeFile(join(api.imports, 'nobody', 'file'), 'x');
  await run();
  assert.deepEqual((await left(api)).toSorted(), [stalled, old].toSorted());
  await sql`update site_import set created_at = created_at - interval '8 days', ended_at = ended_at - interval '8 days'`.execute(
    api.db,
  );
  await run();
  assert.deepEqual(await left(api), []);
  await sql`insert into site_import (name, state, ended_at) select 'x', 'done', now() from generate_series(1, 25)`.execute(
    api.db,
  );
  await run();
  const { rows } = await sql<{
    name: string;
  }>`select distinct name, count(*)::int as n from site_import group by name`.execute(api.db);
  assert.deepEqual(rows, [{ name: 'x', n: 20 }]);
});

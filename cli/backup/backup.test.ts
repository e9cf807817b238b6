import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import pg from 'pg';
import { migrate } from '../../core/db/migrate.ts';
import { testDatabase } from '../../core/db/testing.ts';
import { createLog } from '../../core/log.ts';
import { type TestApi, testApi } from '../../services/api/testing/context.ts';
import { fillSite } from '../../services/api/testing/full-site.ts';
import { type BackupOptions, backUp, prune } from './backup.ts';
import { readManifest } from './manifest.ts';
import { migrationFolders } from './migrations.ts';
import { compareTables, restore } from './restore.ts';
import { verify } from './verify.ts';

const log = createLog({ level: 'silent' });
const migrations = await migrationFolders();
const quiet = { signal: new AbortController().signal, progress: () => {} };

const ROWS = `
  insert into reader.feeds (url) values ('https://a.example/feed');
  insert into reader.items (feed_id, url_key, title, html, summary, published_at, public, words)
    select id, '\\x01ff', E'tab\\t, line\\n, \\\\N and 🌱', '', '', '2026-01-02 03:04:05.678901Z', true, to_tsvector('simple', 'a b')
    from reader.feeds;
  insert into bot.quotes (room, number, text, added_by) values ('#a', 1, 'one', 'Ann'), ('#a', 2, '', 'Ben');
  insert into jobs.job (name, start_after) select name, now() + interval '1 day' from jobs.queue limit 1`;

test('a backup brought back elsewhere has every row, file, key, sequence and job', async t => {
  const { api, options, directory } = await filledCroft(t);
  const { folder, manifest } = await backUp(directory, options);
  const rows = (name: string) =>
    manifest.tables.find(({ schema, table }) => `${schema}.${table}` === name)?.rows;
  assert.ok(rows('api.post')! > 5);
  assert.equal(rows('reader.items'), 1);
  assert.equal(rows('bot.quotes'), 2);
  assert.ok(rows('jobs.job_common')! > 0);
  assert.deepEqual(await readManifest(folder), manifest);
  for (const path of ['manifest.json', 'database/api.post.gz', 'state/secrets/reader.key'])
    assert.equal((await stat(join(folder, path))).mode & 0o777, 0o600);
  assert.deepEqual(
    manifest.files.filter(({ path }) => /cache|logs|run/.test(path.split('/')[1]!)),
    [],
  );

  const url = await testDatabase(t);
  const data = await temporary(t);
  await restore(folder, manifest, { ...quiet, url, data, migrations });
  await compareTables(url, manifest);
  assert.equal(await readFile(join(data, 'secrets/reader.key'), 'utf8'), 'key');
  const media = manifest.files.filter(({ path }) => path.startsWith('state/media/'));
  assert.ok(media.length > 0);
  for (const { path } of media)
    assert.deepEqual(
      await readFile(join(data, path.slice(6))),
      await readFile(join(api.data, path.slice(6))),
    );

  const schema = `select (select count(*)::int from pg_constraint where contype = 'f') as keys,
    (select count(*)::int from pg_trigger where tgenabled = 'O') as triggers`;
  assert.deepEqual(await query(url, schema), await query(api.url, schema));
  const next = "insert into reader.feeds (url) values ('https://b.example/feed') returning id";
  assert.deepEqual(await query(url, next), [{ id: '2' }]);
  for (const [service, folderOf] of migrations)
    assert.deepEqual(await migrate({ url, schema: service, directory: folderOf, log }), []);

  await assert.rejects(
    compareTables(api.url, { ...manifest, tables: [{ ...manifest.tables[0]!, rows: 99 }] }),
    {
      code: 'internal',
    },
  );
  await t.test('a place that has something is refused', async t => {
    const elsewhere = await temporary(t);
    await assert.rejects(restore(folder, manifest, { ...quiet, url, data: elsewhere, migrations }), {
      code: 'conflict',
      message: /has the schema/,
    });
    assert.deepEqual(await readdir(elsewhere), []);
    await assert.rejects(
      restore(folder, manifest, { ...quiet, url: await testDatabase(t), data, migrations }),
      {
        code: 'conflict',
        message: /already/,
      },
    );
  });

  await t.test('one that fails late leaves what was', async t => {
    const empty = await testDatabase(t);
    const elsewhere = await temporary(t);
    const last = manifest.tables.at(-1)!;
    const wrong = {
      ...manifest,
      tables: [...manifest.tables.slice(0, -1), { ...last, digest: '1'.repeat(64) }],
    };
    await assert.rejects(restore(folder, wrong, { ...quiet, url: empty, data: elsewhere, migrations }), {
      message: /other rows/,
    });
    assert.deepEqual(await readdir(elsewhere), []);
    assert.deepEqual(
      await query(empty, "select from pg_namespace where nspname in ('api', 'bot', 'jobs')"),
      [],
    );
  });

  await t.test('it is proved by restoring it into a server of its own, and says so', async () => {
    await verify(folder, manifest, { ...quiet, migrations, log });
    const at = (await readFile(join(folder, 'verified'), 'utf8')).trim();
    assert.ok(Date.now() - Date.parse(at) < 60_000);
  });

  await t.test('files alone are backed up, proved and brought back without a database', async t => {
    const files = await backUp(await temporary(t), { ...options, url: undefined });
    await verify(files.folder, files.manifest, { ...quiet, migrations, log });
    const elsewhere = await temporary(t);
    const nowhere = 'postgres://nobody@127.0.0.1:1/nowhere';
    await restore(files.folder, files.manifest, { ...quiet, url: nowhere, data: elsewhere, migrations });
    assert.equal(await readFile(join(elsewhere, 'secrets/reader.key'), 'utf8'), 'key');
    await writeFile(join(files.folder, 'state/secrets/reader.key'), 'another');
    await assert.rejects(verify(files.folder, files.manifest, { ...quiet, migrations, log }), /is damaged/);
  });

  await t.test('a byte that changed is found before anything is touched', async t => {
    const path = join(folder, 'database/api.post.gz');
    const bytes = await readFile(path);
    bytes[bytes.length >> 1]! ^= 1;
    await writeFile(path, bytes);
    // Nobody answers there: it is not even asked.
    const nowhere = 'postgres://nobody@127.0.0.1:1/nowhere';
    const options = { ...quiet, url: nowhere, data: await temporary(t), migrations };
    await assert.rejects(restore(folder, manifest, options), {
      code: 'invalid',
      message: /api\.post\.gz is damaged/,
    });
  });
});

test('a backup that is stopped or killed in the middle is never taken for one', async t => {
  const { options, directory } = await filledCroft(t);
  const stop = new AbortController();
  const progress = (line: string) => {
    if (line.startsWith('file')) stop.abort();
  };
  await assert.rejects(backUp(directory, { ...options, progress, signal: stop.signal }), {
    name: 'AbortError',
  });
  assert.deepEqual(await readdir(directory), []);

  const { folder } = await backUp(directory, options);
  await rm(join(folder, 'manifest.json')); // as it is until the end
  await assert.rejects(readManifest(folder), { code: 'invalid', message: /not finished/ });

  const { folder: first } = await backUp(directory, options);
  const { folder: second } = await backUp(directory, options);
  assert.deepEqual(await prune(directory, 1), [first, folder]);
  assert.deepEqual(await readdir(directory), [second.slice(directory.length + 1)]);
});

test('a backup inside the data directory is refused', async t => {
  const data = await temporary(t);
  const options = {
    ...quiet,
    url: 'postgres://nobody@127.0.0.1:1/nowhere',
    data,
    services: [],
    version: '1',
  };
  await assert.rejects(backUp(join(data, 'backups'), options), { code: 'invalid' });
  assert.deepEqual(await readdir(data), []);
});

/** A database of every service and a data directory, with something in each. */
async function filledCroft(
  t: TestContext,
): Promise<{ api: TestApi; options: BackupOptions; directory: string }> {
  const api = await testApi(t);
  await fillSite(api);
  await api.jobs.start();
  await api.jobs.drain();
  for (const [schema, directory] of migrations) await migrate({ url: api.url, schema, directory, log });
  await query(api.url, ROWS);
  for (const folder of ['secrets', 'cache', 'logs']) await mkdir(join(api.data, folder));
  await writeFile(join(api.data, 'secrets', 'reader.key'), 'key');
  await writeFile(join(api.data, 'cache', 'page'), 'page');
  const options = {
    ...quiet,
    url: api.url,
    data: api.data,
    services: [...migrations.keys()],
    version: '1.2.3',
  };
  return { api, options, directory: await temporary(t) };
}

async function temporary(t: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'croft-backup-'));
  t.after(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const result = await client.query(text);
    return Array.isArray(result) ? [] : result.rows;
  } finally {
    await client.end();
  }
}

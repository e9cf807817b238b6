import assert from 'node:assert/strict';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type TestContext, test } from 'node:test';
import { sql } from 'kysely';
import { openZip } from '../../../core/zip/open-zip.ts';
import { importSavedSite } from '../import/site/import-saved-site.ts';
import { mediaFile } from '../media/paths.ts';
import { saveMedia } from '../methods/media/save-media.ts';
import { withFolder } from '../moving/with-folder.ts';
import { type TestApi, testApi } from '../testing/context.ts';
import { fillSite } from '../testing/full-site.ts';
import { importingApi } from '../testing/imports.ts';
import { exportArchive, exportSite, KEY_FILE } from './export-site.ts';
import { MANIFEST } from './manifest.ts';

const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

async function folder(t: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'croft-archive-'));
  t.after(() => rm(directory, { recursive: true }));
  return directory;
}

/** Every file but the manifest, which tells the time, by its path. */
async function contents(directory: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && entry.name !== MANIFEST)
      files.set(path.slice(directory.length), await readFile(path, 'latin1'));
  }
  return files;
}

async function archive(api: TestApi, file: string): Promise<string> {
  await pipeline(Readable.from(exportArchive(api.own, 'site')), createWriteStream(file));
  return file;
}

test('the ZIP file of an export is the folder of one, and is read back as that, from the command line and from the screen', async t => {
  const from = await testApi(t);
  const [directory, other] = [await folder(t), await folder(t)];
  await fillSite(from);
  await exportSite(from.own, directory);
  const file = await archive(from, join(other, 'site.zip'));
  const written = await contents(directory);
  await withFolder(file, undefined, async unpacked => {
    assert.deepEqual(await contents(unpacked), written);
    assert.equal((await stat(join(unpacked, KEY_FILE))).mode & 0o077, 0);
  });
  {
    await using zip = await openZip(file, 1000);
    const { entries } = zip;
    assert.equal(entries.at(-1)!.name, `site/${MANIFEST}`, 'what says that it is whole comes last');
    assert.deepEqual(
      entries.filter(entry => entry.method === 0 && !entry.name.startsWith('site/media/')),
      [],
      'text is deflated',
    );
    assert.ok(
      entries.filter(({ name }) => name.startsWith('site/media/')).every(({ method }) => method === 0),
    );
  }
  const byCommand = await testApi(t);
  const came = await withFolder(file, undefined, unpacked => importSavedSite(byCommand.own, unpacked));
  assert.deepEqual([came.failed, came.notes, came.known], [[], [], {}]);
  const again = await archive(byCommand, join(other, 'again.zip'));
  await withFolder(again, undefined, async unpacked => assert.deepEqual(await contents(unpacked), written));

  const { bringIn } = await importingApi(t);
  const { kind, state, counts, failures } = await bringIn(await readFile(file), 'name=site.zip');
  assert.deepEqual([kind, state, failures], ['site', 'done', []]);
  assert.equal(counts?.['posts'], came.added['post']);
});

test('it is sent to whoever has the scope, under the name of the site, without media that are missing', async t => {
  const { api, ask } = await importingApi(t);
  await saveMedia(api, { name: 'there.gif', data: Buffer.concat([GIF, Buffer.from('1')]) });
  const { media } = await saveMedia(api, { name: 'gone.gif', data: GIF });
  await rm(mediaFile(api.media, media.path));
  assert.equal((await ask('/api/v1/export', { token: 'croft_none' })).status, 401);
  const { status, headers, body } = await ask('/api/v1/export');
  assert.equal(status, 200);
  assert.equal(headers['content-type'], 'application/zip');
  assert.match(
    String(headers['content-disposition']),
    /^attachment; filename="croft\.example-\d{4}-\d\d-\d\d\.zip"$/,
  );
  assert.equal(body.includes(media.path), false);
  assert.equal(body.includes(MANIFEST), true);
  const audit = await sql<{
    name: string;
  }>`select account_name as name from audit where action = 'site.export'`.execute(api.db);
  assert.deepEqual(audit.rows, [{ name: 'Ann' }]);
});

test('who takes no more of it ends the work, wherever it is', async t => {
  const api = await testApi(t);
  await fillSite(api);
  for (const pieces of [0, 1, 4, 30]) {
    const taken = exportArchive(api.own, 'site');
    for (let n = 0; n < pieces; n++) await taken.next();
    await taken.return(undefined);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
      where datname = current_database() and state like 'idle in transaction%'`.execute(api.db);
    assert.equal(rows[0]!.n, 0, 'no transaction is left open');
  }
  const stop = new AbortController();
  const stopped = exportArchive(api.own, 'site', { signal: stop.signal });
  await stopped.next();
  stop.abort();
  await assert.rejects(Array.fromAsync(stopped), { name: 'AbortError' });
});

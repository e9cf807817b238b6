import assert from 'node:assert/strict';
import { appendFile, cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { sql } from 'kysely';
import type { Client } from '../../../core/rpc/contract.ts';
import type { apiContract } from '../contract.ts';
import { importSavedSite } from '../import/site/import-saved-site.ts';
import { importRows } from '../methods/export/import-rows.ts';
import { deletePost } from '../methods/posts/delete-post.ts';
import { getOwnPost } from '../methods/posts/get-own-post.ts';
import { savePost } from '../methods/posts/save-post.ts';
import { editComment } from '../methods/thread/edit-comment.ts';
import { implement } from '../methods.ts';
import { reasonOf, type TestApi, testApi } from '../testing/context.ts';
import { fillSite } from '../testing/full-site.ts';
import { createSiteKey } from '../thread/site-key.ts';
import { exportSite, KEY_FILE } from './export-site.ts';
import { MANIFEST } from './manifest.ts';
import { EXPORTED, LEFT_OUT } from './tables.ts';

const clientOf = (api: TestApi) => implement(api) as unknown as Client<typeof apiContract>;

async function folder(t: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'croft-export-'));
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

test('every table is in an export, or named as left out with the reason', async t => {
  const api = await testApi(t);
  const { rows } = await sql<{ name: string }>`select relname as name from pg_class
    where relnamespace = 'api'::regnamespace and relkind = 'r' and relname <> 'migrations'`.execute(api.db);
  const named = [...EXPORTED.map(({ table }) => table), ...Object.keys(LEFT_OUT)].sort();
  assert.deepEqual(rows.map(({ name }) => name).sort(), named);
});

test('what is exported, imported into an empty Croft and exported again is the same, byte for byte', async t => {
  const [from, to] = [await testApi(t), await testApi(t)];
  const [first, second] = [await folder(t), await folder(t)];
  await fillSite(from);
  const report = await exportSite(clientOf(from), first);
  assert.deepEqual(report.missing, []);
  assert.equal((await stat(join(first, KEY_FILE))).mode & 0o777, 0o600, 'nobody else reads the key');
  const empty = EXPORTED.filter(({ table }) => !report.rows[table]).map(({ table }) => table);
  assert.deepEqual(empty, [], 'the test fills every table');

  const dry = await importSavedSite(clientOf(to), first, { dryRun: true });
  assert.equal(dry.added['post'], report.rows['post']);
  assert.equal((await getOwn(to, 'p')) === undefined, true);

  const came = await importSavedSite(clientOf(to), first);
  assert.deepEqual([came.failed, came.notes, came.known], [[], [], {}]);
  assert.deepEqual({ ...came.added, files: undefined }, { ...report.rows, files: undefined });
  await exportSite(clientOf(to), second);
  assert.deepEqual(await contents(second), await contents(first));

  const [was, is] = [await getOwnPost(from, { key: 'p' }), await getOwnPost(to, { key: 'p' })];
  assert.deepEqual(is, was, 'what is made anew is made alike');
  assert.deepEqual(
    to.scheduled.map(at => at.toISOString()),
    ['2999-01-01T00:00:00.000Z'],
  );
  const { rows } = await sql<{ told: number }>`select count(*)::int as told from outbox`.execute(to.db);
  assert.equal(rows[0]!.told, 0, 'nobody is told of posts that only moved');

  const again = await importSavedSite(clientOf(to), first);
  assert.deepEqual([again.added, again.failed], [{}, []]);
});

async function getOwn(api: TestApi, key: string) {
  return getOwnPost(api, { key }).catch(() => undefined);
}

test('commenters still edit with their codes after a move to a Croft with another key', async t => {
  const [from, to] = [await testApi(t), await testApi(t)];
  const directory = await folder(t);
  const moved = { ...to, conversation: from.conversation };
  const key = createSiteKey(Buffer.alloc(32, 9));
  const other = { ...to, conversation: { ...to.conversation, key } };
  await fillSite(from);
  await exportSite(clientOf(from), directory);
  const came = await importSavedSite(clientOf(other), directory);
  assert.equal(came.key, 'taken');
  assert.deepEqual(key.reveal(), from.conversation.key.reveal());
  const { id } = await to.db
    .selectFrom('response')
    .select('id')
    .where('commenter_id', 'is not', null)
    .executeTakeFirstOrThrow();
  const edit = (code: string) =>
    editComment(moved, { id, name: 'Visitor', code, markdown: 'Edited', visitor: { address: '10.9.9.9' } });
  assert.equal(await reasonOf(edit('wrong-wrong-wrong')), 'wrong_code');
  assert.equal(await reasonOf(edit('lavodi-metugo-bafari')), undefined);
  const later = { ...to, conversation: { ...to.conversation, key: createSiteKey(Buffer.alloc(32, 8)) } };
  assert.equal((await importSavedSite(clientOf(later), directory)).key, 'kept');
});

test('what is here stays: the owner stands for the exported one, taken addresses get a number', async t => {
  const [from, to] = [await testApi(t), await testApi(t)];
  const directory = await folder(t);
  await fillSite(from);
  await exportSite(clientOf(from), directory);
  await sql`insert into account (name, role) values ('Keeper', 'owner')`.execute(to.db);
  const own = (await savePost(to, { title: 'Own', slug: 'p', markdown: 'mine', status: 'published' })).post;
  const came = await importSavedSite(clientOf(to), directory);
  assert.deepEqual(came.failed, []);
  assert.deepEqual(
    came.notes.map(({ place, note }) => [place, note]),
    [['posts/p.md', 'the slug "p" is taken: it is "p-2" now.']],
  );
  assert.equal((await getOwnPost(to, { key: 'p' })).id, own.id);
  const owners = await to.db.selectFrom('account').select('name').where('role', '=', 'owner').execute();
  assert.deepEqual(owners, [{ name: 'Keeper' }]);
  assert.deepEqual((await importSavedSite(clientOf(to), directory)).added, {});
});

test('an older export may have columns that are gone since', async t => {
  const api = await testApi(t);
  const row = {
    id: '00000000-0000-4000-8000-000000000001',
    topic: 'https://croft.example/feed.xml',
    callback: 'https://reader.example/hub',
    host: 'reader.example',
    expires_at: '2030-01-01T00:00:00Z',
    created_at: '2026-01-01T00:00:00Z',
  };
  const given = (more: object) => ({
    table: 'hub_subscription',
    rows: [JSON.stringify({ ...row, ...more })],
  });
  assert.equal((await importRows(api, given({ tries: 3 }))).added, 1);
  assert.equal(await reasonOf(importRows(api, given({ unheard: 1 }))), 'invalid');
});

test('exporting again writes what changed and removes what is gone; another folder is refused', async t => {
  const api = await testApi(t);
  const directory = await folder(t);
  const client = clientOf(api);
  await fillSite(api);
  await exportSite(client, directory);
  const before = await stat(join(directory, 'posts/now.md'));
  await deletePost(api, { id: (await getOwnPost(api, { key: 'soon' })).id });
  await savePost(api, { title: 'New', markdown: 'x' });
  const second = await exportSite(client, directory);
  assert.equal(second.written, 2, 'the new post, the list of deleted ones, and nothing else');
  assert.equal((await stat(join(directory, 'posts/now.md'))).mtimeMs, before.mtimeMs);
  assert.equal((await readdir(join(directory, 'posts'))).includes('soon.md'), false);

  const other = await folder(t);
  await writeFile(join(other, 'letter.txt'), 'x');
  await assert.rejects(exportSite(client, other), /is not empty and holds no export/);
  await assert.rejects(exportSite(client, join(other, 'letter.txt')), /cannot be written \(EEXIST\)/);
});

test('a damaged, unfinished or newer export is refused in words before anything goes in', async t => {
  const [from, to] = [await testApi(t), await testApi(t)];
  const good = await folder(t);
  await fillSite(from);
  await exportSite(clientOf(from), good);
  const spoilt = async (spoil: (directory: string) => Promise<unknown>) => {
    const copy = await folder(t);
    await cp(good, copy, { recursive: true });
    await spoil(copy);
    return importSavedSite(clientOf(to), copy);
  };
  const manifest = (change: object) => async (directory: string) => {
    const path = join(directory, MANIFEST);
    await writeFile(path, JSON.stringify({ ...JSON.parse(await readFile(path, 'utf8')), ...change }));
  };
  await assert.rejects(
    spoilt(at => appendFile(join(at, 'posts/p.md'), 'x')),
    /posts\/p\.md is not what was written/,
  );
  await assert.rejects(
    spoilt(at => rm(join(at, 'data/response.jsonl'))),
    /response\.jsonl is missing/,
  );
  await assert.rejects(
    spoilt(at => appendFile(join(at, 'SHA256SUMS'), '\n')),
    /SHA256SUMS is damaged/,
  );
  await assert.rejects(
    spoilt(at => appendFile(join(at, 'SHA256SUMS'), `${'0'.repeat(64)}  ../x\n`)),
    /damaged/,
  );
  await assert.rejects(spoilt(manifest({ format: 2 })), /has format 2, .* Update Croft first/);
  await assert.rejects(spoilt(manifest({ complete: false })), /was stopped before its end/);
  await assert.rejects(
    spoilt(at => writeFile(join(at, MANIFEST), '{')),
    /is not JSON/,
  );
  await assert.rejects(
    spoilt(at => rm(join(at, MANIFEST))),
    /holds no export/,
  );
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from post`.execute(to.db);
  assert.equal(rows[0]!.n, 0);
});

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { migrate } from '../../core/db/migrate.ts';
import { testDatabase } from '../../core/db/testing.ts';
import { createLog } from '../../core/log.ts';
import { backUp } from '../backup/backup.ts';
import { migrationFolders } from '../backup/migrations.ts';
import type { CommandArgs } from '../command.ts';
import { commands } from '../commands.ts';
import { controlPath, controlServer } from '../supervisor/control.ts';
import type { Supervised } from '../supervisor/supervised.ts';

/** What only looks, or prints what it makes and keeps nothing. */
const LOOKS = [
  ...['status', 'logs', 'plan', 'releases', 'doctor', 'version', 'import matterbridge', 'export opml'],
  ...['token list', 'reader passwords', 'account list'],
];
/** What goes on as long as it runs, and what is said in a talk. */
const NOT_TRIED = ['start', 'bot ask'];

test('whatever changes something says before what it would do', async () => {
  for (const [name, load] of Object.entries(commands)) {
    if (LOOKS.includes(name) || NOT_TRIED.includes(name)) continue;
    const { options = {} } = (await load()).command;
    assert.equal(options['dry-run']?.type, 'boolean', `croft ${name} --dry-run`);
    assert.ok(!('json' in options), `croft ${name} --json is that of all commands`);
  }
  for (const name of [...LOOKS, ...NOT_TRIED]) assert.ok(name in commands, name);
});

const SERVERS = `export default {
  server: { url: 'https://example.org' },
  servers: { one: { address: '10.0.0.1' } },
  secrets: { DATABASE_URL: { env: 'DATABASE_URL' } },
};`;
// Beside servers, backups are theirs.
const HERE = 'export default {};';
const log = createLog({ level: 'silent' });
const quiet = { signal: new AbortController().signal, progress: () => {} };

interface Place {
  readonly folder: string;
  /** Runs a command there; gives what it printed. */
  croft: (name: string, words: readonly string[], values?: CommandArgs['values']) => Promise<string>;
  /** Runs it with --dry-run, as it is and with --json; gives what it printed and the document. */
  dry: (...asked: Parameters<Place['croft']>) => Promise<{ text: string; json: Record<string, unknown> }>;
  names(): string[];
}

/** A folder with a configuration. Commands run in this process as if it had been started there. */
function place(t: TestContext, url: string, config = SERVERS): Place {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'croft-dry-')));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'croft.config.ts'), config);
  const data = join(folder, 'data');
  const croft: Place['croft'] = async (name, positionals, values = {}) => {
    const before = { cwd: process.cwd(), env: process.env };
    process.chdir(folder);
    process.env = { ...before.env, DATABASE_URL: url, CROFT_DATA: data, CROFT_RUN: folder };
    try {
      const { command } = await commands[name]!();
      const printed: string[] = [];
      const code = await command.run({
        ...{ ...quiet, positionals, values, log, json: values['json'] === true },
        print: line => void printed.push(line),
        client: () => Promise.reject(new Error('no service is asked')),
      });
      assert.equal(code, 0);
      return printed.join('\n');
    } finally {
      process.chdir(before.cwd);
      process.env = before.env;
    }
  };
  return {
    folder,
    croft,
    async dry(name, words, values = {}) {
      const dry = { ...values, 'dry-run': true };
      return {
        text: await croft(name, words, dry),
        json: JSON.parse(await croft(name, words, { ...dry, json: true })),
      };
    },
    names: () => readdirSync(folder, { recursive: true }).map(String).sort(),
  };
}

test('what is rendered is told by file, and only what differs, before it is written', async t => {
  const { dry, croft, names, folder } = place(t, 'postgres://nobody@127.0.0.1:1/nowhere');
  const image = { image: 'croft:1' };
  const cases: [engine: string, values: CommandArgs['values'], files: string[]][] = [
    ['kubernetes', image, ['croft.yaml', 'prepare.sh']],
    ['prometheus', {}, ['prometheus.yml', 'rules.yml', 'dashboard.json']],
  ];
  mkdirSync(join(folder, '.croft/releases/layers'), { recursive: true });
  for (const [engine, values, files] of cases) {
    const at = join(folder, engine);
    const before = names();
    const { text, json } = await dry(`render ${engine}`, [], values);
    assert.deepEqual(json, { folder: at, files });
    assert.equal(text, `${at}: write ${files.join(', ')}`);
    assert.deepEqual(names(), before);
    await croft(`render ${engine}`, [], values);
    assert.equal((await dry(`render ${engine}`, [], values)).text, `${at} is as it should be.`);
    writeFileSync(join(at, files[0]!), 'changed');
    assert.deepEqual((await dry(`render ${engine}`, [], values)).json['files'], [files[0]]);
  }
});

test('a backup and its way back are tried without a file or a row being written', async t => {
  const url = await testDatabase(t);
  const migrations = await migrationFolders();
  for (const [schema, directory] of migrations) await migrate({ url, schema, directory, log });
  const here = place(t, url, HERE);
  const data = join(here.folder, 'data');
  mkdirSync(join(data, 'media'), { recursive: true });
  writeFileSync(join(data, 'media/a.jpg'), 'picture');
  const to = join(here.folder, 'backups');
  const before = here.names();
  const { text, json } = await here.dry('backup', [to], { keep: '1' });
  assert.match(text, /backups: write \d\d+ tables and 1 files, 0\.0 MB of files\.$/);
  assert.equal(json['bytes'], 7);
  assert.deepEqual(here.names(), before);

  const services = [...migrations.keys()];
  const { folder } = await backUp(to, { ...quiet, url, data, services, version: '0.1.0' });
  assert.deepEqual((await here.dry('backup', [to], { keep: '1' })).json['removed'], [folder]);
  assert.deepEqual((await here.dry('backup', [to], { keep: '2' })).json['removed'], []);

  const empty = place(t, await testDatabase(t), HERE);
  const there = empty.names();
  assert.match((await empty.dry('restore', [folder])).text, /^The backup is whole and there is room for it/);
  assert.deepEqual(empty.names(), there);
  await assert.rejects(here.dry('restore', [folder]), /has media\/a\.jpg already/);
  rmSync(data, { recursive: true });
  await assert.rejects(here.dry('restore', [folder]), /The database has the schema api already/);
  writeFileSync(join(folder, 'state/media/a.jpg'), 'another');
  await assert.rejects(empty.dry('restore', [folder]), /a\.jpg is damaged/);
});

test('what would be taken over from another reader is counted', async t => {
  const { dry, folder } = place(t, 'postgres://nobody@127.0.0.1:1/nowhere');
  const opml = join(folder, 'feeds.opml');
  writeFileSync(
    opml,
    `<opml><body><outline type="rss" xmlUrl="https://a.example/feed"/>
<outline type="rss" xmlUrl="ftp://b.example/feed"/></body></opml>`,
  );
  const { text, json } = await dry('import opml', [opml]);
  assert.match(text, /^Line 2: ftp:.*\nSubscribe to 1 feeds, but for those that are known already\.$/);
  assert.equal(json['feeds'], 1);
  assert.deepEqual((await dry('import reader', [opml])).json, [{ name: opml, feeds: 2 }]);
  const starred = join(folder, 'starred.json');
  writeFileSync(starred, '{"items":[{},{},{}]}');
  const said = (await dry('import reader', [starred])).text;
  assert.equal(said, `${starred}: take over 3 items, but for what is known`);
});

test('processes that a supervisor would replace are told, and it is asked for nothing but what runs', async t => {
  const { dry, croft, folder } = place(t, 'postgres://nobody@127.0.0.1:1/nowhere', HERE);
  const restarted: string[] = [];
  const child = (service: string) => ({
    ...{ service, pid: 1, crashes: 0 },
    restart: async () => void restarted.push(service),
  });
  const children = new Map(['api', 'web'].map(name => [name, child(name) as unknown as Supervised]));
  const server = controlServer(children).listen(controlPath(folder));
  t.after(() => server.close());
  await once(server, 'listening');
  const { text } = await dry('restart', []);
  assert.equal(text, 'api: replace it by a new process\nweb: replace it by a new process');
  assert.deepEqual((await dry('restart', ['web'])).json, [{ service: 'web' }]);
  assert.deepEqual(restarted, []);
  await croft('restart', ['web']);
  assert.deepEqual(restarted, ['web']);
});

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type FakeServers, fakeServers, noFakeServers } from '../../deploy/testing/fake-servers.ts';
import { writeManifest } from '../backup/manifest.ts';
import type { Command, CommandArgs } from '../command.ts';

const skip = noFakeServers();

const ONE = `import { defineConfig } from 'croft';

export default defineConfig({
  server: { url: 'https://example.org' },
  servers: {
    // The first.
    one: { address: '10.0.0.1' },
  },
  backups: { to: '/var/backups/croft' },
  secrets: { DATABASE_URL: { command: ['echo', 'postgres://croft@db/croft'] } },
});
`;
const BOTH = ONE.replace("'10.0.0.1' },\n", "'10.0.0.1' },\n    two: { address: '10.0.0.2' },\n");

interface Operator {
  readonly servers: FakeServers;
  config(): string;
  croft(name: string, positionals: string[], values?: CommandArgs['values']): Promise<string[]>;
}

/** Somebody who types commands beside a croft.config.ts. */
function operator(t: TestContext, config: string): Operator {
  const servers = fakeServers(t);
  const before = process.cwd();
  mkdirSync(servers.directory);
  process.chdir(servers.directory);
  t.after(() => process.chdir(before));
  const file = join(servers.directory, 'croft.config.ts');
  writeFileSync(file, config);
  servers.release('r1');
  return {
    servers,
    config: () => readFileSync(file, 'utf8'),
    async croft(name, positionals, values = {}) {
      const { command } = (await import(`./${name}.ts`)) as { command: Command };
      const printed: string[] = [];
      await command.run({
        positionals,
        values,
        json: values['json'] === true,
        print: (line: string) => void printed.push(line),
        progress: () => {},
        signal: new AbortController().signal,
      } as unknown as CommandArgs);
      return printed;
    },
  };
}

test('a server that croft.config.ts could not be read with is refused before anything is written', {
  skip,
}, async t => {
  const { croft, config } = operator(t, ONE);
  const wrong: [string[], CommandArgs['values'], RegExp][] = [
    [['Two!', '10.0.0.2'], {}, /small letters/],
    [['two', 'two.example.org'], {}, /servers\.two is reached by the name two\.example\.org.*internal/],
    [['two', '10.0.0.1'], {}, /servers\.two has the address of one/],
    [['two', '10.0.0.2'], { internal: '10.0.0.1' }, /servers\.two has the address of one/],
    [['two', '10.0.0.2'], { port: 'ssh' }, /servers\.two\.port/],
    [['two', '10.0.0.2'], { role: ['core'] }, /servers\.two\.roles/],
  ];
  for (const [positionals, values, message] of wrong) {
    await assert.rejects(croft('server-add', positionals, values), { code: 'invalid', message });
    assert.equal(config(), ONE);
  }
});

test('a server is added after the others, so that nothing is moved to it, and taken out with everything staying where it is', {
  skip,
}, async t => {
  const { croft, config, servers } = operator(t, ONE);
  await croft('apply', []);
  await croft('server-add', ['two', '10.0.0.2']);
  assert.equal(config(), BOTH);
  assert.deepEqual(
    servers.active('two').filter(unit => unit.includes('@')),
    [],
  );
  assert.equal(servers.active('one').filter(unit => unit.includes('@')).length, 6);

  await croft('server-drain', ['one'], { pinned: true });
  const on = servers.active('two').filter(unit => unit.includes('@'));
  assert.equal(on.length, 6);
  await croft('server-remove', ['one']);
  assert.equal(config(), BOTH.replace("    one: { address: '10.0.0.1' },\n", ''));
  assert.ok(!existsSync(servers.path('one', 'etc/croft')));
  await croft('apply', []);
  assert.deepEqual(
    servers.active('two').filter(unit => unit.includes('@')),
    on,
  );
  assert.deepEqual(await croft('plan', []), ['Everything is as it should be.']);
});

test('a server of which croft.config.ts says more stays there, and what to change is said', {
  skip,
}, async t => {
  const config = BOTH.replace(
    '  backups:',
    "  neighbours: { cache: { kind: 'memcached', on: 'two' } },\n  backups:",
  );
  const { croft, config: now } = operator(t, config);
  await croft('apply', []);
  const [said] = await croft('server-remove', ['two']);
  assert.match(said!, /neighbours\.cache\.on names two.*prepares it again/);
  assert.equal(now(), config);
});

test('backups of servers are made there and copied here whole, and nothing is restored of which the database is missing', {
  skip,
}, async t => {
  const { croft, servers } = operator(t, BOTH);
  await assert.rejects(croft('backup', []), /no backup of (api|reader) was made\. There is no croft-backup-/);
  await croft('apply', []);
  await assert.rejects(croft('backup', ['/mnt/backup']), {
    code: 'invalid',
    message: /croft backup \[--fetch DIR\]/,
  });
  const folder = '/var/lib/backups/croft-20261129T031500000Z';
  const taken = '2026-11-29T03:15:00.000Z';
  mkdirSync(servers.path('one', folder), { recursive: true });
  await writeManifest(servers.path('one', folder), {
    ...{ format: 1, taken, croft: '0.1.0', schemas: [], jobs: null, tables: [], sequences: [] },
    files: [
      {
        path: 'state/a',
        bytes: 3,
        sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      },
    ],
  });
  servers.write('one', `${folder}/state/a`, 'abc');
  servers.write(
    'one',
    'journal',
    `${JSON.stringify({ folder, taken, rows: 7, files: 1, bytes: 3, verified: true, removed: [] })}\n`,
  );
  assert.deepEqual(await croft('backup', [], { 'dry-run': true }), [
    'one: back up api and prove it',
    'one: back up reader and prove it',
  ]);
  const [said] = await croft('backup', [], { fetch: 'kept', json: true });
  const { backups } = JSON.parse(said!) as { backups: { service: string; fetched: string; rows: number }[] };
  assert.deepEqual(
    backups.map(({ service, rows }) => [service, rows]),
    [
      ['api', 7],
      ['reader', 7],
    ],
  );
  assert.equal(readFileSync('kept/api/croft-20261129T031500000Z/state/a', 'utf8'), 'abc');

  assert.ok(backups.every(({ fetched }) => existsSync(fetched)));
  await assert.rejects(croft('restore', ['kept/api']), { code: 'invalid', message: /has no backup of api/ });
  await assert.rejects(croft('restore', ['kept']), {
    code: 'invalid',
    message: 'kept has no backup with the database.',
  });
  servers.write('one', `${folder}/state/a`, 'abd');
  await assert.rejects(croft('backup', [], { fetch: 'damaged' }), /damaged/);
});

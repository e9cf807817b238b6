import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type Cluster, openCluster } from '../cluster.ts';
import { parseFacts } from '../facts/facts.ts';
import { readInventory } from '../inventory/read-inventory.ts';
import { pruneSteps } from './prune.ts';
import type { Step } from './steps.ts';

async function cluster(t: TestContext, servers: object): Promise<Cluster> {
  const directory = mkdtempSync(join(tmpdir(), 'croft-prune-'));
  t.after(() => rmSync(directory, { recursive: true }));
  writeFileSync(join(directory, 'database'), 'postgres://croft@db/croft\n');
  const secrets = { DATABASE_URL: { file: 'database' } };
  return openCluster({
    directory,
    inventory: readInventory({ servers, secrets })!,
    written: { server: { url: 'https://example.org' } },
    publicPort: 8080,
  });
}

/** Generations of a service as a server names them, the oldest first: one of each release. */
function kept(service: string, numbers: readonly number[]): string[] {
  return numbers.flatMap(n => [
    `generations r${n}_0000000${n}_x${n}`,
    `unit croft-${service}@r${n}_0000000${n}_x${n}.service`,
  ]);
}

function facts(server: string, lines: readonly string[]) {
  const system = ['system debian 12', 'machine x86_64', 'systemd 252', 'free 9000000000'];
  return parseFacts(server, `${[...system, ...lines].join('\n')}\n`);
}

const releases = [8, 7, 6, 5, 4, 3, 2, 1].flatMap(n => [
  `releases r${n}`,
  `layers l${n}`,
  `rests r${n} l${n}`,
]);

function pruned(found: readonly Step[]): object[] {
  return found.map(({ kind, ...what }) => what);
}

test('what runs, what is gone back to, what is passed on for and what is coming stays beside the newest three', async t => {
  const one = await cluster(t, { one: { address: '10.0.0.1' } });
  const lines = [
    ...releases,
    ...kept('web', [1, 2, 3, 6, 7, 8]),
    'current web r7_00000007_x7',
    'previous web r1_00000001_x1',
    // One that somebody keeps by hand.
    'active croft-web@r2_00000002_x2.service',
    'generations r4_00000009_x4',
    'unit croft-chat@r4_00000009_x4.service',
    'unit croft-chat-forward.service',
  ];
  const coming: Step = { kind: 'install', server: 'one', release: 'r5' };
  const start: Step = { kind: 'start', server: 'one', service: 'bot', generation: 'r5_00000005_x9' };
  assert.deepEqual(pruned(pruneSteps(one, new Map([['one', facts('one', lines)]]), [coming, start])), [
    { server: 'one', releases: ['r3'], layers: ['l3'], generations: ['r3_00000003_x3'] },
  ]);
});

test('of a service that is not there any more, and of one that was never whole, nothing stays', async t => {
  const one = await cluster(t, { one: { address: '10.0.0.1' } });
  const lines = [...kept('chat', [1, 2]), 'generations r9_00000009_x9', 'releases r2.new', 'releases r1'];
  assert.deepEqual(pruned(pruneSteps(one, new Map([['one', facts('one', lines)]]))), [
    {
      server: 'one',
      releases: ['r2.new'],
      layers: [],
      generations: ['r1_00000001_x1', 'r2_00000002_x2', 'r9_00000009_x9'],
    },
  ]);
});

test('a machine that deploys forgets nothing that a server which was not asked may run', async t => {
  const both = await cluster(t, { one: { address: '10.0.0.1' }, two: { address: '10.0.0.2' } });
  for (const n of [1, 2, 3, 4, 5]) {
    const id = `r${n}`;
    const manifest = {
      ...{ id, version: '1', created: `2026-11-0${n}T00:00:00Z`, layer: `a${n}`, machine: 'x86_64' },
      ...{ archive: '', layerArchive: '', contracts: {}, migrations: {} },
    };
    writeFileSync(both.releases.manifest(manifest), JSON.stringify(manifest));
    writeFileSync(both.releases.layer(manifest), '');
  }
  const two = facts('two', [...kept('web', [1]), 'current web r1_00000001_x1']);
  assert.deepEqual(pruneSteps(both, new Map([['one', facts('one', [])]])), []);
  const all = pruneSteps(
    both,
    new Map([
      ['one', facts('one', [])],
      ['two', two],
    ]),
  );
  assert.deepEqual(all, [{ kind: 'forget', releases: ['r2'], layers: ['a2'] }]);
  both.releases.remove(['r2'], ['a2']);
  assert.deepEqual(
    both.releases.list().map(({ id }) => id),
    ['r5', 'r4', 'r3', 'r1'],
  );
});

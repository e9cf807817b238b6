import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { parseFacts } from '../../deploy/facts/facts.ts';
import { deployedServices } from '../../deploy/inventory/known-services.ts';
import { type ReleaseManifest, ReleaseStore } from '../../deploy/release/store.ts';
import type { Remote } from '../../deploy/remote/ssh.ts';
import { checkCompatible } from './check-compatible.ts';

const release = (id: string, contracts: Record<string, unknown>): ReleaseManifest => ({
  ...{ id, version: '0.1.0', created: '2026-01-01T00:00:00.000Z', layer: 'l', machine: 'x86_64' },
  ...{ archive: '', layerArchive: '', contracts, calls: {}, migrations: {} },
});
const first = release('r1', { 'api.get.input': {} });
const second = release('r2', {});

/** What one server says, on which all services run the first release. */
const facts = new Map([
  [
    'one',
    parseFacts(
      'one',
      [
        ...['system debian 12', 'machine x86_64', 'systemd 252', 'free 9000000000', 'releases r1'],
        ...deployedServices.map(name => `current ${name} r1_00000000_x1`),
      ].join('\n'),
    ),
  ],
]);

/** A machine that has made these releases, and a server that answers so when it is asked for the promises of one. */
function cluster(t: TestContext, made: readonly ReleaseManifest[], answer: { code: number; out: string }) {
  const folder = mkdtempSync(join(tmpdir(), 'croft-compatible-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const releases = new ReleaseStore(folder);
  for (const one of made) writeFileSync(releases.manifest(one), JSON.stringify(one));
  const asked: string[] = [];
  const remote = {
    async try(script: string) {
      asked.push(script);
      return { ...answer, err: '' };
    },
  };
  return { releases, asked, remote: () => remote as unknown as Remote };
}

const refused = { code: 'conflict', message: /r2 cannot run beside r1 .*: api\.get\.input is gone\./ };

test('a release that was made here is compared without a server being asked', async t => {
  const here = cluster(t, [first, second], { code: 1, out: '' });
  await assert.rejects(checkCompatible(here, facts, deployedServices, second), refused);
  assert.deepEqual(here.asked, []);
});

test('a server says what a release promises that was made elsewhere', async t => {
  const here = cluster(t, [second], { code: 0, out: JSON.stringify(first) });
  await assert.rejects(checkCompatible(here, facts, deployedServices, second), refused);
  assert.deepEqual(here.asked, ['cat /opt/croft/releases/r1/promises.json']);
  await checkCompatible(here, facts, ['web'], { ...second, contracts: first.contracts });
});

test('beside a release of which nobody knows what it promises nothing is deployed', async t => {
  for (const answer of [
    { code: 1, out: '' },
    { code: 0, out: '{"contracts":' },
  ])
    await assert.rejects(checkCompatible(cluster(t, [second], answer), facts, deployedServices, second), {
      code: 'conflict',
      message: /Release r1 runs, was not made on this machine, and one cannot say .* --unchecked/,
    });
});

test('what runs already is not compared with itself', async t => {
  await checkCompatible(cluster(t, [], { code: 1, out: '' }), facts, deployedServices, first);
});

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { hasOpenssl } from '../../core/rpc/testing/certificates.ts';
import { parseHealth } from '../../deploy/facts/health.ts';
import { readInventory } from '../../deploy/inventory/read-inventory.ts';
import { Authority } from '../../deploy/tls/authority.ts';
import { judgeHealth } from './judge-health.ts';

const skip = hasOpenssl() ? false : 'openssl is not installed';
const DAY_MS = 86_400_000;
const GB = 1024 ** 3;
const inventory = readInventory({
  servers: { one: { address: '10.0.0.1' } },
  backups: { to: '/var/backups/croft' },
})!;

const folder = mkdtempSync(join(tmpdir(), 'croft-health-'));
after(() => rmSync(folder, { recursive: true }));
const { ca, cert } = skip ? { ca: '', cert: '' } : new Authority(folder).certificateOf(inventory.servers[0]!);
// Later than the certificate was made, so that what is left of it is the same whenever this runs.
const NOW = Date.now();

/** A server as it answers when all is well, with some lines in place of others. */
function answer(instead: Record<string, string> = {}, more: readonly string[] = []): string {
  const lines = {
    ...{ time: String(NOW + 50), synchronised: 'yes', disk: ` ${8 * GB} ${20 * GB}` },
    ...{ 'memory-free': '1000000', 'memory-size': '4000000' },
    ...instead,
  };
  const proved = Math.floor(NOW / 1000) - 3600;
  return [
    ...Object.entries(lines).map(([key, value]) => `${key} ${value}`),
    ...cert.split('\n').map(line => `server ${line}`),
    ...ca.split('\n').map(line => `ca ${line}`),
    ...(more.length > 0 ? more : [`backups api 14 ${proved}`, `backups reader 2 ${proved}`]),
  ].join('\n');
}

function weak(out: string, now: number = NOW, of = inventory): string[] {
  return judgeHealth(parseHealth('one', out, NOW, NOW + 100), of, now)
    .filter(({ level }) => level !== 'ok')
    .map(({ check, level, message }) => `${level} ${check} ${message}`);
}

test('a server that is well has nothing weak, and says how much is left of everything', { skip }, () => {
  const out = answer();
  assert.deepEqual(weak(out), []);
  const said = judgeHealth(parseHealth('one', out, NOW, NOW + 100), inventory, NOW).map(
    ({ message }) => message,
  );
  assert.deepEqual(said, [
    'one: right',
    'one: 8.0 GB free of 20',
    'one: 1.0 GB free of 3.8',
    'one: its certificate holds for 399 days',
    'one: 14 of api, the newest proved 1 h ago',
    'one: 2 of reader, the newest proved 1 h ago',
  ]);
});

const cases: [what: string, instead: Record<string, string>, said: RegExp][] = [
  ['a clock that is behind', { time: String(NOW - 5000) }, /^warn clock one: its clock is 5.0 s behind/],
  ['a clock of another hour', { time: String(NOW + 3_600_000) }, /^fail clock .* 3599.9 s ahead: set it/],
  ['a clock left to itself', { synchronised: 'no' }, /^warn clock .*nothing keeps it so/],
  ['a disk nearly full', { disk: `${GB / 2} ${9 * GB}` }, /^warn disk one: 0.5 GB free of 9/],
  ['a full disk', { disk: `1000 ${9 * GB}` }, /^fail disk one: 0.0 GB free of 9: free some/],
  ['little memory', { 'memory-free': '100000' }, /^warn memory one: 0.1 GB free of 3.8/],
];

for (const [what, instead, said] of cases)
  test(`${what} is told`, { skip }, () => {
    const found = weak(answer(instead));
    assert.equal(found.length, 1, found.join());
    assert.match(found[0]!, said);
  });

test('certificates that are about to end are told, and those that have', { skip }, () => {
  const out = answer();
  const tls = (days: number) => weak(out, NOW + days * DAY_MS).filter(line => line.includes('tls'));
  assert.match(tls(281)[0]!, /^warn tls one: its certificate ends in 118 days: croft apply renews it/);
  assert.deepEqual(tls(279), []);
  assert.match(tls(401)[0]!, /^fail tls one: its certificate has ended: croft apply/);
  assert.match(tls(3600)[1]!, /^warn tls one: our authority ends in \d+ days: croft apply --new-authority/);
});

test('backups that nobody has proved for two days are told, and those that there are none of', {
  skip,
}, () => {
  const old = Math.floor((NOW - 3 * DAY_MS) / 1000);
  assert.deepEqual(weak(answer({}, [`backups api 14 ${old}`, 'backups reader 0 '])), [
    'warn backup one: the last proved backup of api is 3 days old: ssh there, systemctl start croft-backup-api, and journalctl -u croft-backup-api',
    'warn backup one: no backup of reader has been proved: ssh there and systemctl start croft-backup-reader',
  ]);
});

test('a unit that failed and a reboot that is due are told', { skip }, () => {
  const proved = Math.floor(NOW / 1000);
  const more = [`backups api 1 ${proved}`, `backups reader 1 ${proved}`];
  assert.deepEqual(weak(answer({}, [...more, 'failed croft-backup-api.service', 'reboot'])), [
    'fail units one: croft-backup-api.service has failed: ssh there and journalctl -u croft-backup-api.service',
    'warn updates one: updates take effect when it is rebooted',
  ]);
});

test('an edge without Caddy is told, and one whose Caddy does not run', { skip }, () => {
  const servers = inventory.servers.map(server => ({ ...server, edge: true }));
  const edge = { ...inventory, servers };
  assert.deepEqual(weak(answer(), NOW, edge), [
    'fail caddy one: it is an edge without Caddy: apt install caddy there, and keep its file',
  ]);
  assert.deepEqual(weak(answer({ caddy: 'failed' }), NOW, edge), [
    'fail caddy one: Caddy does not run: journalctl -u caddy there says why',
  ]);
  assert.deepEqual(weak(answer({ caddy: 'active' }), NOW, edge), []);
});

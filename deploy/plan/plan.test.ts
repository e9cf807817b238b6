import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { hasOpenssl } from '../../core/rpc/testing/certificates.ts';
import { type Cluster, openCluster } from '../cluster.ts';
import { serverFiles, wantedService } from '../desired/server-files.ts';
import { type Facts, parseFacts } from '../facts/facts.ts';
import { readInventory } from '../inventory/read-inventory.ts';
import { authorityPlan } from './authority-plan.ts';
import { hostsOf, makePlan } from './plan.ts';
import { stepInWords } from './steps.ts';

const skip = hasOpenssl() ? false : 'openssl is not installed';
const servers = { one: { address: '10.0.0.1' }, two: { address: '10.0.0.2' } };
const BARE = 'system debian 12\nmachine x86_64\nsystemd 252\nfree 9000000000\n';

async function cluster(t: TestContext, services: object): Promise<Cluster> {
  const directory = mkdtempSync(join(tmpdir(), 'croft-plan-'));
  t.after(() => rmSync(directory, { recursive: true }));
  writeFileSync(join(directory, 'database'), 'postgres://croft@db/croft\n');
  const secrets = { DATABASE_URL: { file: 'database' } };
  return openCluster({
    directory,
    inventory: readInventory({ servers, services, secrets })!,
    written: { server: { url: 'https://example.org' } },
    publicPort: 8080,
  });
}

/** A server as it says itself to be when everything there is as this cluster wants it, with release r1. */
function settled({ wanted, server }: Cluster, name: string): Facts {
  const place = server(name);
  const files = serverFiles(wanted, place, { prometheus: false }).map(
    ({ path, content }) => `file ${createHash('sha256').update(content).digest('hex')}  ${path}`,
  );
  const running = wanted.inventory.services
    .filter(({ on }) => on.includes(name))
    .flatMap(service => {
      const generation = `r1_${wantedService(wanted, place, service).fingerprint}_x1`;
      return [`current ${service.name} ${generation}`, `active croft-${service.name}@${generation}.service`];
    });
  const hosts = hostsOf(wanted.inventory, name)
    .trimEnd()
    .split('\n')
    .map(line => `hosts ${line}`);
  return parseFacts(name, `${BARE}${[...files, ...running, ...hosts, 'releases r1'].join('\n')}\n`);
}

function words(cluster: Cluster, facts: readonly Facts[], target = {}): string[] {
  return makePlan(cluster, new Map(facts.map(fact => [fact.server, fact])), target).map(stepInWords);
}

test('servers that are as they should be need nothing', { skip }, async t => {
  const wanted = await cluster(t, {});
  assert.deepEqual(words(wanted, [settled(wanted, 'one'), settled(wanted, 'two')]), []);
});

test('bare servers are given files, the release and names before anything starts, and web starts last', {
  skip,
}, async t => {
  const wanted = await cluster(t, { web: { on: 'two' } });
  const releases = new Map(wanted.wanted.inventory.services.map(({ name }) => [name, 'r1']));
  const plan = words(wanted, [parseFacts('one', BARE), parseFacts('two', BARE)], { releases });
  assert.match(plan[0]!, /^one: write/);
  assert.match(plan[1]!, /^two: write/);
  assert.deepEqual(plan.slice(2), [
    'one: install release r1',
    'two: install release r1',
    'one: say in /etc/hosts where each service is',
    'two: say in /etc/hosts where each service is',
    ...['api', 'reader', 'bot', 'chat', 'relay'].map(name => `one: start ${name} of r1`),
    'two: start web of r1',
  ]);
});

test('a stateless service that moves is there before names lead to it, and ends where it was after that', {
  skip,
}, async t => {
  const before = await cluster(t, { bot: { on: 'one' } });
  const facts = [settled(before, 'one'), settled(before, 'two')];
  const { inventory } = before.wanted;
  const services = inventory.services.map(place =>
    place.name === 'bot' ? { ...place, on: ['two'] } : place,
  );
  const plan = words(before.with({ ...inventory, services }), facts).filter(
    line => !line.includes(': write'),
  );
  assert.deepEqual(plan, [
    'two: start bot of r1',
    'one: say in /etc/hosts where each service is',
    'two: say in /etc/hosts where each service is',
    'one: end bot, which is on two',
  ]);
});

test('a service with files is moved in one step', { skip }, async t => {
  const before = await cluster(t, {});
  const facts = [settled(before, 'one'), settled(before, 'two')];
  const { inventory } = before.wanted;
  const services = inventory.services.map(place =>
    place.name === 'api' ? { ...place, on: ['two'] } : place,
  );
  const plan = words(before.with({ ...inventory, services }), facts);
  assert.ok(plan.includes('two: take api over from one, with its files'));
  assert.ok(!plan.some(line => line.includes('start api') || line.includes('end api')));
});

test('what changed of one service replaces that one alone, and says why', { skip }, async t => {
  const before = await cluster(t, {});
  const facts = [settled(before, 'one'), settled(before, 'two')];
  const { inventory } = before.wanted;
  const services = inventory.services.map(place =>
    place.name === 'chat' ? { ...place, memory: '2G' } : place,
  );
  const plan = words(before.with({ ...inventory, services }), facts);
  assert.deepEqual(plan, ['one: replace chat for its new configuration']);
  assert.deepEqual(words(before, facts, { restart: ['web'] }), [
    'one: replace web by a new process of the same',
  ]);
  assert.deepEqual(words(before, facts, { releases: new Map([['web', 'r2']]) }), [
    'one: install release r2',
    'one: replace web r1 by r2',
  ]);
});

test('certificates that are to be renewed are in the plan without being made', { skip }, async t => {
  const wanted = await cluster(t, { web: { on: 'two' } });
  const facts = [settled(wanted, 'one'), settled(wanted, 'two')];
  const replaced = ['api', 'reader', 'bot', 'chat', 'relay'].map(name => `one: replace ${name}`);
  assert.deepEqual(
    words(wanted.withRenewed(), facts),
    [...replaced, 'two: replace web'].map(line => `${line} for its new configuration`),
  );
  assert.deepEqual(words(wanted, facts), [], 'those that there are stay');
});

test('a new authority comes in the steps that are left, each on every server', { skip }, async t => {
  const wanted = await cluster(t, { web: { on: 'two' } });
  const plans = () =>
    wanted.authoritySteps().map(step => authorityPlan(wanted.wanted.inventory, step).map(stepInWords));
  const all = plans();
  assert.equal(all[1]!.at(-1), 'two: replace web to show a certificate of the new authority');
  assert.deepEqual(
    all.map(steps => steps.length),
    [6, 6, 6],
  );
  wanted.advanceAuthority();
  assert.deepEqual(plans(), all.slice(1));
});

test('backups are made where the files are, and no more where they are not', { skip }, async t => {
  const before = await cluster(t, {});
  const backups = { to: '/var/backups/croft', at: '03:15', keep: 14 };
  const kept = before.with({ ...before.wanted.inventory, backups });
  const one = settled(before, 'one');
  const two = settled(before, 'two');
  assert.deepEqual(words(kept, [one, two]), [
    'one: write croft-backup-api.service, croft-backup-api.timer, croft-backup-reader.service, croft-backup-reader.timer',
  ]);
  const units = new Set(['croft-web.socket', 'croft-backup-api.service', 'croft-backup-api.timer']);
  assert.deepEqual(words(before, [{ ...one, units }, two]), [
    'one: remove croft-backup-api.service, croft-backup-api.timer',
  ]);
});

test('a Prometheus that has come to a server is given a certificate, which its group may read', {
  skip,
}, async t => {
  const wanted = await cluster(t, {});
  const one = settled(wanted, 'one');
  assert.deepEqual(words(wanted, [{ ...one, prometheus: true }, settled(wanted, 'two')]), [
    'one: write ca.crt, server.crt, server.key',
  ]);
  const key = serverFiles(wanted.wanted, wanted.server('one'), { prometheus: true }).find(
    ({ path }) => path === '/etc/prometheus/croft/server.key',
  )!;
  assert.deepEqual([key.mode, key.group], ['640', 'prometheus']);
});

test('sockets of a service that a server was prepared for are closed when it is to run elsewhere', {
  skip,
}, async t => {
  const wanted = await cluster(t, {});
  const sockets = ['croft-chat.socket', 'croft-chat-idle.service'];
  const [one, two] = [settled(wanted, 'one'), settled(wanted, 'two')];
  assert.deepEqual(words(wanted, [one, { ...two, units: new Set(sockets) }]), [
    'two: remove croft-chat.socket, croft-chat-idle.service',
  ]);
  assert.deepEqual(words(wanted, [{ ...one, units: new Set(sockets) }, two]), [], 'where it runs');
  const justLeft = new Set([...sockets, 'croft-chat-forward.service']);
  assert.deepEqual(words(wanted, [one, { ...two, units: justLeft }]), [], 'where it is still passed on for');
});

test('a server that says nothing of itself is told as such', () => {
  assert.throws(() => parseFacts('one', 'sh: not found\n'), { message: /one does not say its system/ });
});

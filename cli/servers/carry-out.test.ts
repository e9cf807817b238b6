import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { existsSync, readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Cluster } from '../../deploy/cluster.ts';
import { deployedServices } from '../../deploy/inventory/known-services.ts';
import type { Target } from '../../deploy/plan/plan.ts';
import { fakeServers, noFakeServers } from '../../deploy/testing/fake-servers.ts';
import { bringAbout, carryOut, type Extent } from './carry-out.ts';
import { adoptServers } from './change-authority.ts';
import { placeElsewhere } from './place.ts';
import { serversOf } from './serving.ts';
import { serversBut } from './without.ts';

const skip = noFakeServers();

const quiet = { values: {}, json: true, print: () => {}, progress: () => {} };

/** Has servers be as they should, and gives what was done. */
async function apply(cluster: Cluster, target: Target = {}, extent: Extent = {}): Promise<string[]> {
  return (await bringAbout(cluster, target, quiet, extent)).map(({ step }) => step);
}

const all = (release: string): Target => ({
  releases: new Map(deployedServices.map(service => [service, release])),
});

test('a wrong secret is refused, and what serves is started again with what it was started with', {
  skip,
}, async t => {
  const servers = fakeServers(t);
  servers.release('r1');
  const right = await servers.cluster();
  await apply(right, all('r1'));
  const serving = servers.active('one').filter(unit => unit.includes('@'));
  assert.equal(serving.length, deployedServices.length);
  const wrong = await servers.cluster({}, { secret: 'postgres://wrong@db/croft' });
  await assert.rejects(apply(wrong), { message: /is refused and the old one goes on serving/ });
  assert.deepEqual(
    servers.active('one').filter(unit => unit.includes('@')),
    serving,
  );
  for (const unit of serving) {
    const generation = /@(.+)\.service/.exec(unit)![1];
    const folder = `etc/croft/generations/${generation}/credentials`;
    assert.equal(servers.read('one', `${folder}/DATABASE_URL`), 'postgres://croft@db/croft');
    assert.equal(statSync(servers.path('one', folder)).mode & 0o777, 0o700);
    assert.equal(statSync(servers.path('one', `${folder}/server.key`)).mode & 0o777, 0o600);
    assert.match(
      servers.read('one', `etc/systemd/system/${unit}`),
      /LoadCredential=DATABASE_URL:\/etc\/croft\/generations\/%i\/credentials\/DATABASE_URL/,
    );
  }
  assert.deepEqual(await apply(right), [], 'and nothing is to be done for it to be as before');
});

test('what somebody else began and did not finish goes back before anything is planned', {
  skip,
}, async t => {
  const servers = fakeServers(t);
  for (const release of ['r1', 'r2']) servers.release(release);
  const mine = await servers.cluster();
  await apply(mine, all('r1'));
  // Somebody's machine dies when `bot` runs r2 and the rest is to follow; the servers would undo it half a minute later.
  const begun = await servers.cluster();
  const before = servers.active('one');
  const bot = before.find(unit => unit.includes('bot@'))!;
  const [, old] = /@(.+)\.service/.exec(bot)!;
  await apply(begun, { releases: new Map([['bot', 'r2']]) });
  const now = servers.active('one').find(unit => unit.includes('bot@'))!;
  const [, next] = /@(.+)\.service/.exec(now)!;
  servers.write('one', 'run/croft-deploy/journal', `bot ${old} ${next} overlap\n`);

  const done = await apply(await servers.cluster(), { restart: ['bot'] });
  assert.equal(done[0], 'one: undo what a deployment has begun and nobody finished');
  assert.ok(done.includes('one: replace bot by a new process of the same'));
  const bots = servers.active('one').filter(unit => unit.includes('bot@'));
  assert.equal(bots.length, 1);
  assert.match(bots[0]!, /@r1_/);
  assert.ok(!existsSync(servers.path('one', 'run/croft-deploy/journal.undoing')));
  assert.deepEqual(await apply(await servers.cluster()), []);
});

test('what nothing needs any more is removed after a deployment, and never what runs or is gone back to', {
  skip,
}, async t => {
  const servers = fakeServers(t);
  const releases = ['r1', 'r2', 'r3', 'r4', 'r5'];
  const here = () =>
    readdirSync(join(servers.directory, '.croft/releases')).filter(name => name.endsWith('.json'));
  const there = (what: string) => readdirSync(servers.path('one', what)).sort();
  servers.release('r1');
  // What an upload that was cut off has left.
  servers.write('one', 'opt/croft/releases/r9.new/archive', '');
  await apply(await servers.cluster(), all('r1'));
  for (const release of releases.slice(1)) {
    servers.release(release);
    await apply(await servers.cluster(), { releases: new Map([['web', release]]) });
  }
  assert.deepEqual(here(), ['r1.json', 'r3.json', 'r4.json', 'r5.json']);
  assert.ok(there('opt/croft/releases').includes('r1'), 'the others run it');
  assert.ok(there('opt/croft/releases').includes('r4'), 'web goes back to it');
  assert.ok(!there('opt/croft/releases').includes('r2'));
  assert.ok(!there('opt/croft/releases').includes('r9.new'));
  const web = there('etc/systemd/system').filter(unit => unit.startsWith('croft-web@'));
  assert.equal(web.length, 3);
  assert.equal(there('etc/croft/generations').length, 3 + deployedServices.length - 1);
  assert.deepEqual(await apply(await servers.cluster()), []);
});

test('a firewall that is installed later is set up by the next apply', { skip }, async t => {
  const servers = fakeServers(t);
  servers.release('r1');
  await apply(await servers.cluster(), all('r1'));
  servers.write('two', 'nft', '');
  assert.deepEqual(await apply(await servers.cluster()), ['two: close the ports of services to strangers']);
  assert.ok(servers.active('two').includes('croft-firewall.service'));
  assert.deepEqual(await apply(await servers.cluster()), []);
});

test('a folder that does not know the authority of the servers changes nothing, and takes over when asked', {
  skip,
}, async t => {
  const servers = fakeServers(t);
  servers.release('r1');
  const first = await servers.cluster({ web: { on: ['one', 'two'] } });
  await apply(first, all('r1'));
  const before = servers.active('one');
  const elsewhere = { directory: `${servers.directory}-2` };
  const other = await servers.cluster({ web: { on: ['one', 'two'] } }, elsewhere);
  await assert.rejects(apply(other), {
    code: 'conflict',
    message: /one and two trust an authority that .croft\/tls here does not know.*--adopt/,
  });
  assert.deepEqual(servers.active('one'), before);

  const steps = await adoptServers(other, quiet);
  assert.ok(steps.length > 0);
  const shown = ['one', 'two'].map(server => {
    const web = servers.active(server).find(unit => unit.includes('web@'))!;
    const folder = `etc/croft/generations/${/@(.+)\.service/.exec(web)![1]}/credentials`;
    return {
      ca: servers.read(server, `${folder}/ca.crt`),
      cert: servers.read(server, `${folder}/server.crt`),
    };
  });
  assert.equal(shown[0]!.ca, shown[1]!.ca);
  for (const { ca, cert } of shown)
    assert.ok(
      new X509Certificate(cert).verify(new X509Certificate(ca).publicKey),
      'signed by what is trusted',
    );
  assert.ok(
    !new X509Certificate(first.wanted.certificate(first.server('one')).cert).checkIssued(
      new X509Certificate(shown[0]!.ca),
    ),
  );
  assert.deepEqual(await apply(other), []);
  await assert.rejects(
    apply(first),
    { code: 'conflict' },
    'and now it is the first folder that does not know it',
  );
});

test('what was moved by command stays there when another machine deploys', { skip }, async t => {
  const servers = fakeServers(t);
  servers.release('r1');
  await apply(await servers.cluster(), all('r1'));
  const first = await servers.cluster();
  await placeElsewhere(first, 'bot', ['two'], quiet);
  assert.ok(servers.active('two').some(unit => unit.includes('bot@')));
  // Another machine, to which the folder was copied before that.
  renameSync(join(servers.directory, '.croft/places.json'), join(servers.directory, 'later.json'));
  const second = await servers.cluster();
  const learned = await second.learn(['one', 'two']);
  assert.deepEqual(learned.wanted.inventory.services.find(({ name }) => name === 'bot')!.on, ['two']);
  assert.deepEqual(await apply(learned), []);
  // What croft.config.ts says anew holds.
  const changed = await (await servers.cluster({ bot: { on: ['one', 'two'] } })).learn(['one', 'two']);
  assert.deepEqual(changed.wanted.inventory.services.find(({ name }) => name === 'bot')!.on, ['one', 'two']);
});

test('with a server away the others are changed when that is asked for, and nothing is moved', {
  skip,
}, async t => {
  const servers = fakeServers(t);
  for (const release of ['r1', 'r2']) servers.release(release);
  const services = { web: { on: ['one', 'two'] }, bot: { on: 'two' } };
  await apply(await servers.cluster(services), all('r1'));
  servers.write('two', 'away', '');
  const wanted = await servers.cluster({ ...services, bot: { on: 'one' } });
  await assert.rejects(apply(wanted, all('r2')), { message: /two is not reached/ });
  const printed: string[] = [];
  const args = {
    values: {},
    json: false,
    print: (line: string) => void printed.push(line),
    progress: () => {},
  };
  const reached = await servers.cluster(services);
  await carryOut(reached, all('r2'), args, { servers: serversBut(reached, ['two'], args) });
  assert.equal(printed[0], 'two is left alone, with bot, web.');
  const units = servers.active('one').filter(unit => unit.includes('@'));
  assert.equal(units.length, deployedServices.length - 1);
  assert.ok(units.every(unit => unit.includes('@r2_')));
  assert.deepEqual(await apply(wanted, {}, { servers: ['one'] }), [], 'bot stays on two');
  assert.deepEqual(await serversOf(wanted, ['api']), ['one'], 'of which alone api is restarted');
  assert.deepEqual(await serversOf(wanted, ['bot']), ['one', 'two'], 'names lead to two');
  assert.match(servers.read('one', 'etc/hosts'), /10\.0\.0\.2 bot\.internal/);
});

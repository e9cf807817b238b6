import assert from 'node:assert/strict';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { alteredRelease } from './support/altered-release.ts';
import { Figures } from './support/figures.ts';
import { type Lab, noLab, startLab } from './support/lab.ts';
import { AUTHORITIES, CONFIG, PLACES, places, processes, releaseOf, startMemcached } from './support/site.ts';

/** Most milliseconds that an unfinished deployment may stand, and some for the machine that runs all of this. */
const UNDONE_MS = 90_000;
/** Milliseconds in which everything is as it was when what was away is back. */
const BACK_MS = 120_000;
const AWAY_MS = 30_000;
const MEDIA = '/var/lib/croft/api/media';

const skip = noLab() ?? false;

test('whatever is killed, cut off or started anew, nothing that was acknowledged is lost', {
  skip,
  timeout: 3_000_000,
}, async t => {
  const figures = new Figures();
  const lab = await startLab(t, figures);
  await lab.configure(CONFIG);
  await lab.croft('release');
  await lab.croft('apply');
  await startMemcached(lab);
  const first = await releaseOf(lab, 'web');
  const load = await lab.load();

  /** Waits until each service is ready where it was, runs `release` alone, and tells how long it took. */
  const asBefore = async (what: string, where: Record<string, string>, ms: number, release?: string) => {
    const begun = performance.now();
    for (;;) {
      const found = await processes(lab).catch(() => []);
      const places = Object.values(where).flatMap(on => on.split('+'));
      const well = found.length === places.length && found.every(one => one.ready);
      const same = well && found.every(one => where[one.service]!.split('+').includes(one.server));
      if (same && (release === undefined || found.every(one => one.release === release))) break;
      assert.ok(performance.now() - begun < ms, `${what}: ${JSON.stringify(found)}`);
      await sleep(500);
    }
    figures.note(what, `${((performance.now() - begun) / 1000).toFixed(1)} s`, `${ms / 1000} s`);
  };
  /** What was asked since the last time, all of it answered. */
  const answered = async (what: string) => {
    const { failures, broken, requests, slowest } = await load.report();
    const count = Object.values(requests).reduce((sum, number) => sum + number);
    figures.note(`requests, failed: ${what}`, `${count}, ${failures.length}`);
    figures.note(`slowest request: ${what}`, `${(slowest / 1000).toFixed(1)} s`);
    assert.deepEqual(failures, []);
    assert.deepEqual(broken, []);
  };
  /** What was asked while something was away, of which some may fail. */
  const asked = async (what: string) => {
    const { failures, requests } = await load.report();
    const count = Object.values(requests).reduce((sum, number) => sum + number);
    figures.note(`requests, failed: ${what}`, `${count}, ${failures.length}`);
  };

  await t.test('whoever deploys is killed: the servers undo it, and the same again finishes it', async () => {
    const second = alteredRelease(lab.directory, `${first}b`, '// a second');
    assert.ok(await lab.interrupted(/replace bot/, 'deploy', '--to', second));
    await asBefore('undone after a killed deploy', PLACES, UNDONE_MS, first);
    // Somebody else does not wait for that.
    assert.ok(await lab.interrupted(/replace bot/, 'deploy', '--to', second));
    const { done } = (await lab.croft('apply')) as { done: { step: string }[] };
    assert.match(done[0]!.step, /undo what a deployment has begun/);
    for (const { service, release } of await processes(lab)) assert.equal(release, first, service);
    assert.deepEqual(await lab.croft('plan'), { steps: [] });
    await lab.croft('deploy', '--to', second);
    await asBefore('deploy after a killed one', PLACES, BACK_MS, second);
    await answered('deploy killed, and again');
  });

  await t.test(
    'whoever moves a service is killed while nobody serves: it goes on where it was, and the same again moves it',
    async () => {
      await lab.on(
        2,
        `mkdir -p ${MEDIA} && cd ${MEDIA} && for i in $(seq 20); do head -c 500000 /dev/urandom > f$i; done && chown -R croft-api: .`,
      );
      const sums = `cd ${MEDIA} && cat f* | sha256sum`;
      const sum = await lab.on(2, sums);
      const stopped = '[ -n "$(systemctl list-units croft-unmove-api.timer --plain --no-legend)" ]';
      assert.ok(await lab.interrupted([2, stopped], 'move', 'api', 'three'));
      await lab.croft('move', 'api', 'three');
      await asBefore('move after a killed one', { ...PLACES, api: 'three' }, BACK_MS);
      assert.equal(await lab.on(3, sums), sum);
      await asked('move killed, and again');
      await lab.croft('move', 'api', 'two');
      await answered('moved back');
    },
  );

  await t.test('whoever drains a server is killed, and the same again drains it', async () => {
    const begun = '[ -n "$(systemctl list-units croft-chat-forward.service --plain --no-legend)" ]';
    assert.ok(await lab.interrupted([3, begun], 'server', 'drain', 'three'));
    await lab.croft('server', 'drain', 'three');
    assert.ok(!Object.values(await places(lab)).includes('three'));
    await answered('drain killed, and again');
    await lab.croft('move', 'relay', 'three');
    await lab.croft('move', 'chat', 'three');
    await answered('moved back there');
  });

  await t.test(
    'a server is cut off and comes back: what is elsewhere is served meanwhile, nobody is sent to it, and it goes on',
    async () => {
      await lab.croft('scale', 'web', '3');
      await answered('web on all three');
      const where = await places(lab);
      await lab.plug(3, 'out');
      await sleep(AWAY_MS);
      const begun = performance.now();
      for (let n = 0; n < 20; n++) assert.equal((await lab.get('/robots.txt')).status, 200);
      figures.note(
        'a file, of three web servers one cut off',
        `${((performance.now() - begun) / 20).toFixed(0)} ms`,
        '100 ms',
      );
      const { problems } = (await lab.croft('status')) as { problems: string[] };
      assert.match(problems.join('\n'), /three is not reached/);
      assert.equal((await lab.get('/')).status, 200);
      await assert.rejects(lab.croft('restart', 'chat'), /three is not reached/);
      await lab.croft('restart', 'reader');
      assert.ok((await lab.croft('exec', 'api', 'token', 'create', 'while three is away'))['token']);
      await assert.rejects(lab.croft('apply'), /three is not reached/);
      assert.deepEqual((await lab.croft('apply', '--without', 'three'))['done'], []);
      await lab.plug(3, 'in');
      await asBefore('all ready after a partition', where, BACK_MS);
      assert.deepEqual(await lab.croft('plan'), { steps: [] });
      await asked('partition of 30 s');
      await settled(lab);
      // TCP tries again after twice the time each time: of a line that was given up meanwhile the other end hears by then.
      await sleep(AWAY_MS);
      await load.report();
      await sleep(5_000);
      await answered('after the partition');
      await lab.croft('scale', 'web', '1');
      await answered('web on one again');
    },
  );

  await t.test('a server is rebooted, and everything on it begins by itself', async () => {
    const where = await places(lab);
    const boot = 'cat /proc/sys/kernel/random/boot_id; stat -c %Y /proc/1';
    const before = await lab.on(2, boot);
    await lab.on(2, 'systemctl reboot').catch(() => {}); // its line ends with it
    while ((await lab.on(2, boot).catch(() => before)) === before) await sleep(500);
    await asBefore('all ready after a reboot', where, BACK_MS);
    assert.deepEqual(await lab.croft('plan'), { steps: [] });
    await asked('reboot');
    await settled(lab);
    await load.report();
    await sleep(5_000);
    await answered('after the reboot');
  });

  await t.test('memcached is started anew, and nobody notices', async () => {
    await lab.on(3, 'systemctl stop lab-memcached; sleep 3');
    await startMemcached(lab);
    await sleep(3_000);
    await answered('memcached away for 3 s');
  });

  await t.test('PostgreSQL is started anew, and services go on by themselves', async () => {
    const before = await processes(lab);
    await lab.restartDatabase();
    await settled(lab);
    await asked('PostgreSQL restarted');
    await sleep(5_000);
    await answered('after PostgreSQL');
    const after = await processes(lab);
    const pids = (found: typeof before) => found.map(({ service, pid }) => `${service} ${pid}`).sort();
    assert.deepEqual(pids(after), pids(before), 'the same processes');
  });

  await t.test(
    'a machine whose folder knows neither the authority nor what was moved changes nothing, until its own takes over',
    async () => {
      const where = await places(lab);
      for (const file of ['tls', 'places.json'])
        await rename(join(lab.directory, '.croft', file), join(lab.directory, file));
      await assert.rejects(lab.croft('apply'), /trust an authority that .croft\/tls here does not know/);
      await lab.croft('apply', '--adopt');
      assert.deepEqual(await places(lab), where);
      assert.deepEqual(await lab.croft('plan'), { steps: [] });
      assert.equal((await lab.on(1, AUTHORITIES)).match(/BEGIN/g)!.length, 1);
      await answered('an authority that was lost');
    },
  );

  await t.test('nothing of what was acknowledged in all of this is lost', async () => {
    const { lost } = await load.end();
    assert.deepEqual(lost, []);
  });
  t.diagnostic(`\n${figures}`);
});

/** Waits until every part of the site answers. */
async function settled(lab: Lab): Promise<void> {
  const deadline = performance.now() + BACK_MS;
  for (const path of ['/api/v1/posts', '/api/v1/reader/items', '/rooms', '/']) {
    while ((await lab.get(path)).status !== 200) {
      assert.ok(performance.now() < deadline, `${path} is answered again`);
      await sleep(500);
    }
  }
}

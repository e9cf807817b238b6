import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceProcess } from '../../deploy/facts/processes.ts';
import { alteredRelease } from './support/altered-release.ts';
import { type Lab, noLab, startLab } from './support/lab.ts';
import type { LoadReport } from './support/load.ts';

const CONFIG = {
  server: { url: 'http://croft.test' },
  servers: {
    one: { address: '10.77.0.1', roles: ['edge'] },
    two: { address: '10.77.0.2' },
    three: { address: '10.77.0.3' },
  },
  services: {
    api: { on: 'two' },
    reader: { on: 'two' },
    bot: { on: 'three' },
    chat: { on: 'three' },
    relay: { on: 'three' },
  },
  secrets: { DATABASE_URL: { env: 'LAB_DATABASE' } },
};
const MEDIA = '/var/lib/croft/api/media';
/** Most milliseconds that an unfinished deployment may stand, and some for the machine that runs all of this. */
const UNDONE_MS = 90_000;

const skip = noLab() ?? false;

test('three bare servers, from installing to moving, without a failed request', {
  skip,
  timeout: 1_500_000,
}, async t => {
  const lab = await startLab(t, (what, ms) => t.diagnostic(`${what}: ${(ms / 1000).toFixed(1)} s`));
  await lab.configure(CONFIG);

  await t.test('croft apply makes a served site of bare hosts, and a second time does nothing', async () => {
    const { id } = await lab.croft('release');
    const { steps } = (await lab.croft('plan')) as { steps: { words: string }[] };
    assert.ok(steps.some(({ words }) => words === `one: start web of ${id}`));
    await lab.croft('apply');
    assert.equal((await lab.get('/')).status, 200);
    assert.deepEqual(JSON.parse((await lab.get('/api/v1/posts')).body), { posts: [] });
    assert.deepEqual(await lab.croft('plan'), { steps: [] });
    assert.deepEqual((await lab.croft('apply'))['done'], []);
    assert.deepEqual(await places(lab), {
      ...{ api: 'two', reader: 'two', bot: 'three', chat: 'three', relay: 'three', web: 'one' },
    });
  });
  const first = await releaseOf(lab, 'web');

  await t.test(
    'what a server is given is closed to others, and no secret is where it does not belong',
    async () => {
      const security = await lab.on(
        2,
        `systemd-analyze security $(systemctl list-units 'croft-api@*' --plain --no-legend | cut -d' ' -f1) --no-pager`,
      );
      const exposure = Number(/exposure level for .*: ([\d.]+)/.exec(security)?.[1]);
      assert.ok(exposure <= 2.5, security);
      assert.equal(
        await lab.on(
          2,
          'stat -c %a /etc/croft/secrets /etc/croft/secrets/DATABASE_URL /etc/croft/tls/server.key',
        ),
        '700\n600\n600',
      );
      assert.equal(
        await lab.on(
          2,
          'grep -rl "10.77.0.25[4]:5432" /etc/systemd /etc/croft/generations /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null || true',
        ),
        '',
      );
      assert.match(
        await lab.on(3, 'runuser -u croft-chat -- cat /etc/croft/secrets/DATABASE_URL 2>&1 || true'),
        /Permission denied/,
      );
    },
  );

  const stop = await lab.load();
  let report: LoadReport | undefined;
  await t.test('a new release of two services is deployed, and rolled back', async () => {
    const second = alteredRelease(lab.directory, `${first}b`, 'cli/main.ts', '// another');
    await lab.croft('deploy', 'web', 'api', '--to', second);
    assert.equal(await releaseOf(lab, 'web'), second);
    assert.equal(await releaseOf(lab, 'api'), second);
    assert.equal(await releaseOf(lab, 'reader'), first);
    await lab.croft('rollback');
    assert.equal(await releaseOf(lab, 'web'), first);
    assert.equal(await releaseOf(lab, 'api'), first);
  });

  await t.test(
    'a release that does not become ready is refused, what it had replaced goes back, and the old one serves',
    async () => {
      const broken = alteredRelease(
        lab.directory,
        `${first}c`,
        'services/web/service.ts',
        'throw new Error("broken on purpose");',
      );
      await assert.rejects(
        lab.croft('deploy', 'web', 'bot', '--to', broken),
        /the new web is refused.*broken on purpose/s,
      );
      assert.equal(await releaseOf(lab, 'web'), first);
      assert.equal(await releaseOf(lab, 'bot'), first);
      assert.deepEqual(await lab.croft('plan'), { steps: [] });
    },
  );

  await t.test('every service is restarted', async () => {
    const before = await processes(lab);
    await lab.croft('restart');
    for (const { service, pid, ready } of await processes(lab)) {
      assert.ok(ready, service);
      assert.notEqual(pid, before.find(one => one.service === service)!.pid);
    }
  });

  await t.test('a stateless service moves, and one with its files, and comes whole', async () => {
    await lab.on(
      2,
      `mkdir -p ${MEDIA} && cd ${MEDIA} && for i in $(seq 50); do head -c 2000000 /dev/urandom > f$i; done && chown -R croft-api: .`,
    );
    const sums = `cd ${MEDIA} && cat f* | sha256sum`;
    const sum = await lab.on(2, sums);
    await lab.croft('move', 'bot', 'two');
    await lab.croft('move', 'api', 'three');
    await lab.croft('move', 'web', 'two');
    assert.deepEqual(await places(lab), {
      api: 'three',
      reader: 'two',
      bot: 'two',
      chat: 'three',
      relay: 'three',
      web: 'two',
    });
    assert.equal(await lab.on(3, sums), sum);
    assert.equal(await lab.on(3, `stat -c %U ${MEDIA}/f1`), 'croft-api');
  });

  await t.test(
    'whoever deploys is killed in the middle: the servers undo it, and the same command again finishes it',
    async () => {
      const third = alteredRelease(lab.directory, `${first}d`, 'cli/main.ts', '// a third');
      await lab.interrupted(/replace bot/, 'deploy', 'bot', 'web', '--to', third);
      const deadline = performance.now() + UNDONE_MS;
      while ((await releaseOf(lab, 'bot')) !== first || (await processes(lab)).length !== 6) {
        assert.ok(performance.now() < deadline, 'the servers undo what was not finished');
        await sleep(1_000);
      }
      await lab.croft('deploy', 'bot', 'web', '--to', third);
      assert.equal(await releaseOf(lab, 'bot'), third);
      assert.equal(await releaseOf(lab, 'web'), third);
    },
  );

  await t.test('through all of it no request failed', async () => {
    report = await stop();
    assert.deepEqual(report.failures, []);
    assert.ok(report.requests > 300, `only ${report.requests} requests were made`);
    assert.deepEqual(report.broken, []);
    assert.ok(report.sockets > 2, 'WebSockets came again');
    t.diagnostic(JSON.stringify(report));
  });
});

async function processes(lab: Lab): Promise<ServiceProcess[]> {
  return ((await lab.croft('status')) as { processes: ServiceProcess[] }).processes;
}

async function places(lab: Lab): Promise<Record<string, string>> {
  return Object.fromEntries((await processes(lab)).map(({ service, server }) => [service, server]));
}

async function releaseOf(lab: Lab, service: string): Promise<string> {
  const found = (await processes(lab)).filter(one => one.service === service && one.ready);
  assert.equal(found.length, 1, `${service} runs once`);
  return found[0]!.release;
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { alteredRelease } from './support/altered-release.ts';
import { Figures } from './support/figures.ts';
import { noLab, startLab } from './support/lab.ts';
import type { LoadReport } from './support/load/report.ts';
import { measureOverhead } from './support/overhead.ts';
import {
  AUTHORITIES,
  BARE,
  CONFIG,
  PLACES,
  places,
  processes,
  releaseOf,
  startMemcached,
} from './support/site.ts';

const MEDIA = '/var/lib/croft/api/media';

const skip = noLab() ?? false;

test('three bare servers, from installing to moving, without a failed request', {
  skip,
  timeout: 3_000_000,
}, async t => {
  const figures = new Figures();
  const lab = await startLab(t, figures);
  await lab.configure(BARE);

  await t.test(
    'server add and apply make a served site of bare hosts; a second time does nothing',
    async () => {
      await lab.croft('server', 'add', 'two', '10.77.0.2');
      await lab.croft('server', 'add', 'three', '10.77.0.3');
      await startMemcached(lab);
      await lab.configure(CONFIG);
      const { id } = await lab.croft('release');
      const { steps } = (await lab.croft('plan')) as { steps: { words: string }[] };
      assert.ok(steps.some(({ words }) => words === `one: start web of ${id}`));
      await lab.croft('apply');
      assert.equal((await lab.get('/')).status, 200);
      assert.deepEqual(JSON.parse((await lab.get('/api/v1/posts')).body), { posts: [] });
      assert.deepEqual(await lab.croft('plan'), { steps: [] });
      assert.deepEqual((await lab.croft('apply'))['done'], []);
      assert.deepEqual(await places(lab), PLACES);
    },
  );
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
        await lab.on(2, 'cd /etc/croft/current/api/credentials && stat -c %a . DATABASE_URL server.key'),
        '700\n600\n600',
      );
      assert.equal(
        await lab.on(
          2,
          'grep -rl "10.77.0.25[4]:5432" --exclude-dir=credentials /etc/systemd /etc/croft /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null || true',
        ),
        '',
      );
      assert.match(
        await lab.on(
          3,
          'runuser -u croft-chat -- cat /etc/croft/current/chat/credentials/DATABASE_URL 2>&1 || true',
        ),
        /Permission denied/,
      );
    },
  );

  await t.test(
    'a backup is made as by its timer and proved, copied here, and doctor finds nothing that keeps Croft from working',
    async () => {
      const findings = async () =>
        (await lab.croft('doctor')) as unknown as { check: string; level: string; message: string }[];
      const of = (check: string, found: Awaited<ReturnType<typeof findings>>) =>
        found.filter(one => one.check === check).map(({ level, message }) => `${level} ${message}`);
      const before = await findings();
      assert.match(of('backup', before).join('\n'), /^warn two: no backup of api has been proved/);
      const { backups } = (await lab.croft('backup', '--fetch', 'kept')) as {
        backups: { service: string; verified: boolean }[];
      };
      assert.deepEqual(backups.map(({ service, verified }) => [service, verified]).sort(), [
        ['api', true],
        ['reader', true],
      ]);
      await assert.rejects(lab.croft('restore', 'kept'), /croft-\w+@\S+ runs: nothing was touched/);
      const after = await findings();
      assert.deepEqual(of('backup', after), [
        'ok two: 1 of api, the newest proved 0 h ago',
        'ok two: 1 of reader, the newest proved 0 h ago',
      ]);
      assert.match(await lab.on(2, 'systemctl list-timers croft-backup-api.timer --no-legend'), /03:15:00/);
      assert.deepEqual(
        of('memcached', after).map(line => /^ok \w+: cache on three answers \(VERSION /.test(line)),
        [true, true, true],
      );
      // The name of the site is known in the lab alone.
      const failed = after.filter(({ level }) => level === 'fail').map(({ check }) => check);
      assert.deepEqual(failed, ['dns']);
      assert.ok(of('ports', after).every(line => line.startsWith('ok ')) && of('ports', after).length === 3);
      assert.match(of('firewall', after)[0]!, /^ok /);
    },
  );

  await t.test('a command runs where a service does, and the logs of all servers come as one', async () => {
    const { token } = await lab.croft('exec', 'api', 'token', 'create', 'laptop');
    assert.ok(typeof token === 'string' && token.length > 20);
    const began = new Date().toISOString();
    const followed = lab.follow(lines => {
      const said = lines.map(line => JSON.parse(line) as { server: string; services?: string; time: string });
      const fresh = said.some(({ services, time }) => services === 'bot' && time > began);
      return fresh && new Set(said.map(({ server }) => server)).size === 3;
    });
    await lab.croft('restart', 'bot');
    await followed;
  });

  await t.test(
    'with a wrong secret nothing is replaced, and what serves comes back when it is killed',
    async () => {
      const before = await processes(lab);
      const wrong = { command: ['echo', 'not a database'] };
      await lab.configure({ ...CONFIG, secrets: { DATABASE_URL: wrong } });
      await assert.rejects(lab.croft('apply'), /is refused and the old one goes on serving/);
      const pids = (found: typeof before) => found.map(({ service, pid }) => `${service} ${pid}`).sort();
      assert.deepEqual(pids(await processes(lab)), pids(before));
      for (const [host, service] of [
        [2, 'api'],
        [3, 'chat'],
      ] as const) {
        const { pid } = before.find(one => one.service === service)!;
        await lab.on(host, `kill -9 ${pid}`);
        const back = async () =>
          (await processes(lab)).some(one => one.service === service && one.ready && one.pid !== pid);
        while (!(await back())) await sleep(200);
      }
      await lab.configure(CONFIG);
      assert.deepEqual(await lab.croft('plan'), { steps: [] });
      assert.equal((await lab.get('/')).status, 200);
    },
  );

  await t.test('what a page costs over two hosts is measured', () => measureOverhead(lab, figures));

  const load = await lab.load();
  const irc = { said: 0, answered: 0 };
  let http2 = 0;
  /** What was asked since the last time, all of it answered. */
  const answered = async (what: string, more?: LoadReport): Promise<LoadReport> => {
    const report = more ?? (await load.report());
    const count = Object.values(report.requests).reduce((sum, number) => sum + number);
    figures.note(`requests, failed: ${what}`, `${count}, ${report.failures.length}`);
    figures.note(`slowest request: ${what}`, `${(report.slowest / 1000).toFixed(1)} s`);
    irc.said += report.irc.said;
    irc.answered += report.irc.answered;
    http2 += report.http2;
    assert.deepEqual(report.failures, []);
    assert.deepEqual(report.broken, []);
    return report;
  };

  await t.test('a new release of all services is deployed, and rolled back', async () => {
    const second = alteredRelease(lab.directory, `${first}b`, '// another');
    await lab.croft('deploy', '--to', second);
    for (const { service, release } of await processes(lab)) assert.equal(release, second, service);
    await answered('deploy');
    await lab.croft('rollback');
    for (const { service, release } of await processes(lab)) assert.equal(release, first, service);
    const { sockets } = await answered('rollback');
    assert.ok(sockets > 0, 'WebSockets came again');
  });

  await t.test(
    'a release that does not become ready is refused, what it had replaced goes back, and the old one serves',
    async () => {
      const broken = alteredRelease(
        lab.directory,
        `${first}c`,
        `if (process.argv.at(-1) === 'web') throw new Error('broken on purpose');`,
      );
      await assert.rejects(
        lab.croft('deploy', 'web', 'bot', '--to', broken),
        /the new web is refused.*broken on purpose/s,
      );
      assert.equal(await releaseOf(lab, 'web'), first);
      assert.equal(await releaseOf(lab, 'bot'), first);
      assert.deepEqual(await lab.croft('plan'), { steps: [] });
      await answered('a refused release');
    },
  );

  await t.test('every service is restarted', async () => {
    const before = await processes(lab);
    await lab.croft('restart');
    for (const { service, pid, ready } of await processes(lab)) {
      assert.ok(ready, service);
      assert.notEqual(pid, before.find(one => one.service === service)!.pid);
    }
    await answered('restart');
  });

  await t.test('a stateless service moves, and one with its files, and comes whole', async () => {
    await lab.on(
      2,
      `mkdir -p ${MEDIA} && cd ${MEDIA} && for i in $(seq 50); do head -c 2000000 /dev/urandom > f$i; done && chown -R croft-api: .`,
    );
    const sums = `cd ${MEDIA} && cat f* | sha256sum`;
    const sum = await lab.on(2, sums);
    await load.report();
    await lab.croft('move', 'bot', 'two');
    await answered('bot moves');
    await lab.croft('move', 'api', 'three');
    await answered('api moves with 100 MB');
    await lab.croft('move', 'web', 'two');
    await answered('web moves');
    await lab.croft('move', 'reader', 'one');
    await answered('reader moves');
    const moved = { bot: 'two', api: 'three', web: 'two', reader: 'one' };
    assert.deepEqual(await places(lab), { ...PLACES, ...moved });
    assert.equal(await lab.on(3, sums), sum);
    assert.equal(await lab.on(3, `stat -c %U ${MEDIA}/f1`), 'croft-api');
    assert.match(await lab.on(2, 'ls /etc/systemd/system'), /^(?!.*croft-backup-api)/s);
    assert.match(await lab.on(3, 'systemctl list-timers --no-legend'), /croft-backup-api\.timer/);
  });

  await t.test('a service runs on more servers, and on fewer', async () => {
    await lab.croft('scale', 'chat', '2');
    assert.equal((await places(lab))['chat'], 'one+three');
    await lab.croft('scale', 'chat', '1');
    assert.equal((await places(lab))['chat'], 'three');
    await answered('more and fewer of chat');
  });

  await t.test('a server is drained, given back as it was, and prepared again', async () => {
    await assert.rejects(lab.croft('server', 'drain', 'three'), /api keep files on three. Say --pinned/);
    await assert.rejects(lab.croft('server', 'remove', 'three'), /still run on three/);
    await lab.croft('server', 'drain', 'three', '--pinned');
    assert.ok(!Object.values(await places(lab)).includes('three'));
    await answered('drain');
    await lab.croft('server', 'remove', 'three');
    const left =
      'ls -d /etc/systemd/system/*croft* /etc/croft /opt/croft /run/croft 2>/dev/null; grep croft /etc/hosts; nft list tables | grep croft; systemctl list-units "croft-*" --plain --no-legend';
    assert.equal(await lab.on(3, `${left}; true`), '');
    await lab.croft('apply');
    assert.deepEqual(await lab.croft('plan'), { steps: [] });
    await answered('a server goes and comes');
  });

  await t.test(
    'a new authority takes over, and nobody is turned away for the certificate he shows',
    async () => {
      const before = await lab.on(1, AUTHORITIES);
      await lab.croft('apply', '--new-authority');
      const after = await lab.on(1, AUTHORITIES);
      assert.equal(after.match(/BEGIN/g)!.length, 1);
      assert.notEqual(after, before);
      await answered('a new authority');
    },
  );

  await t.test(
    'nobody passes on any more for a service that has left, and its sockets are closed',
    async () => {
      const sockets =
        "systemctl list-units 'croft-*-forward.service' 'croft-*-close.*' 'croft-*.socket' --plain --no-legend";
      const wanted = Object.entries(await places(lab)).map(
        ([service, place]) => `${place} croft-${service}.socket`,
      );
      // They linger for some seconds, and none is closed while somebody deploys.
      for (let turn = 0; ; turn++) {
        const left = await Promise.all(
          [1, 2, 3].map(host => lab.on(host, `${sockets} | cut -d' ' -f1 | sort`)),
        );
        const found = left.flatMap((units, index) =>
          units
            .split('\n')
            .filter(Boolean)
            .map(unit => `${['one', 'two', 'three'][index]} ${unit}`),
        );
        if (turn < 60 && found.length !== wanted.length) {
          await sleep(500);
          continue;
        }
        assert.deepEqual(found.sort(), wanted.sort());
        break;
      }
    },
  );

  await t.test('through all of it nothing that was acknowledged was lost', async () => {
    await sleep(5_000);
    const report = await load.end();
    await answered('after that', report);
    assert.deepEqual(report.lost, []);
    assert.equal(http2, 2, 'the two HTTP/2 connections of the beginning are open still');
    assert.ok(irc.said > 0);
    assert.equal(irc.answered, irc.said);
    figures.note('lines on IRC, answered', `${irc.said}, ${irc.answered}`);
  });
  t.diagnostic(`\n${figures}`);
});

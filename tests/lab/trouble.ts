import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceStatus } from '../../core/service/internal.ts';
import { Figures } from './support/figures.ts';
import { noLab, OPERATOR, startLab } from './support/lab.ts';
import { CONFIG, processes } from './support/site.ts';

const skip = noLab() ?? false;
const CRASHES = '/var/lib/croft/crashes';

interface Finding {
  readonly check: string;
  readonly level: string;
  readonly message: string;
}

test('what goes wrong on servers is told', { skip, timeout: 1_200_000 }, async t => {
  const lab = await startLab(t, new Figures());
  await lab.configure({ ...CONFIG, bot: { alerts: { room: 'irc/lab/#croft' } } });
  await lab.croft('release');
  await lab.croft('apply');
  const findings = async (check: string) =>
    ((await lab.croft('doctor')) as unknown as Finding[])
      .filter(one => one.check === check)
      .map(({ level, message }) => `${level} ${message}`);

  await t.test('a process that crashes leaves its last lines, and status and doctor tell of it', async () => {
    const [before] = (await processes(lab)).filter(({ service }) => service === 'bot');
    await lab.on(3, `kill -SEGV ${before!.pid}`);
    for (let again = before; again!.pid === before!.pid || !again!.ready; await sleep(200))
      again = (await processes(lab)).find(({ service }) => service === 'bot') ?? before;
    const { crashes } = (await lab.croft('status')) as unknown as {
      crashes: { server: string; count: number; newest?: { service: string; how: string; line: string } }[];
    };
    const found = crashes.find(({ server }) => server === 'three')!;
    assert.deepEqual([found.count, found.newest?.service, found.newest?.how], [1, 'bot', 'killed by SEGV']);
    assert.match(found.newest!.line, /^Ready/);
    assert.equal(crashes.find(({ server }) => server === 'two')!.count, 0);
    assert.match(
      (await lab.told('status')).out,
      /^three: 1 crash in the last day, the newest of bot 0 min ago/m,
    );
    assert.match((await findings('crashes')).join('\n'), /^warn three: 1 crash in the last day.*Ready/);
    const report = await lab.on(3, `cat ${CRASHES}/*.txt`);
    assert.match(report, /^service: bot\ntime: .*Z\nended: killed by SEGV\nrelease: .+\n\n\{/);
    assert.equal(await lab.on(3, `stat -c '%a %G' ${CRASHES} ${CRASHES}/*`), '750 croft\n640 croft');
    const security = await lab.on(
      3,
      `systemd-analyze security $(systemctl list-units 'croft-bot@*' --plain --no-legend | cut -d' ' -f1) --no-pager`,
    );
    assert.ok(Number(/exposure level for .*: ([\d.]+)/.exec(security)?.[1]) <= 2.5, security);
  });

  await t.test('the newest twenty reports stay, and what ended well leaves none', async () => {
    const end = 'INVOCATION_ID=0 /usr/local/lib/croft/crashed web r1_0a1b2c3d_x1';
    await lab.on(1, `SERVICE_RESULT=success ${end}; ls ${CRASHES} | wc -l | grep -x 0`);
    const crash = `SERVICE_RESULT=oom-kill EXIT_CODE=killed EXIT_STATUS=KILL ${end}`;
    await lab.on(1, `for i in $(seq 23); do ${crash}; done`);
    assert.equal(await lab.on(1, `ls ${CRASHES} | wc -l`), '20');
    assert.match((await findings('crashes')).join('\n'), /one: 20 crashes .*\(killed by KILL \(oom-kill\)\)/);
  });

  await t.test('the logs show what systemd says, and which server is not reached', async () => {
    const { code, out } = await lab.told('logs', 'bot', '-n', '200', '--json');
    assert.equal(code, 0);
    const lines = out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as { server: string; service?: string; from?: string; msg: string });
    assert.ok(lines.some(({ from, msg }) => from === 'systemd' && /Main process exited.*SEGV/.test(msg)));
    assert.deepEqual(
      lines.filter(({ server }) => server !== 'three'),
      [],
    );
    await lab.plug(2, 'out');
    const without = await lab.told('logs', '-n', '20');
    await lab.plug(2, 'in');
    assert.equal(without.code, 1);
    assert.match(without.err, /^two is not reached/m);
    assert.match(without.out, /^three /m);
  });

  await t.test('the database is asked for as api does, and the site as people do', async () => {
    assert.match(
      (await findings('database')).join('\n'),
      /^ok two: PostgreSQL \d+.* of \d+ connections are taken$/m,
    );
    // Caddy certifies the name of the lab by itself.
    assert.match(
      (await findings('https'))[0]!,
      /^warn one: the certificate of the site is not believed here/,
    );
    await lab.on(1, 'systemctl stop caddy');
    assert.deepEqual(await findings('caddy'), [
      'fail one: Caddy does not run: journalctl -u caddy there says why',
    ]);
    assert.match((await findings('https'))[0]!, /^fail one: https:\/\/croft.local is not answered there/);
    await lab.on(1, 'systemctl start caddy');
  });

  await t.test('a Prometheus that comes to a server is given what it needs to ask services', async () => {
    await lab.on(1, 'groupadd -f prometheus; mkdir -p /etc/prometheus');
    assert.equal(((await lab.croft('plan')) as { steps: unknown[] }).steps.length, 1);
    await lab.croft('apply');
    assert.deepEqual(await lab.croft('plan'), { steps: [] });
    assert.equal(
      await lab.on(1, "stat -c '%a %U %G' /etc/prometheus/croft/server.key"),
      '640 root prometheus',
    );
    const asked = `cd /etc/prometheus/croft && curl -s --cacert ca.crt --cert server.crt --key server.key --resolve bot.internal:7303:10.77.0.3 https://bot.internal:7303/metrics`;
    assert.match(await lab.on(1, asked), /^croft_ready 1$/m);
  });

  await t.test('the bot tells in its room that a service is not there, and that it is again', async () => {
    const status = JSON.parse(
      await lab.on(3, 'curl -s --unix-socket /run/croft/bot.int http://bot/status'),
    ) as ServiceStatus;
    assert.deepEqual(
      status.machine.crashes.map(({ service, how }) => `${service} ${how}`),
      ['bot killed by SEGV'],
    );
    assert.ok(status.machine.certificateEnds! > Date.now());
    await lab.on(2, 'systemctl start croft-backup-reader');
    assert.match(await lab.on(2, 'cat /var/lib/croft/reader/.backup-proved'), /^20\d\d-.*Z$/);
    /** The first line of the room that has these words, for which two looks in a row are to be waited. */
    const heard = (nick: string, words: string) =>
      lab.on(
        1,
        `exec 3<>/dev/tcp/${OPERATOR}/6667; printf 'NICK ${nick}\\r\\nUSER x 0 * :x\\r\\nJOIN #croft\\r\\n' >&3
(while sleep 20; do printf 'PING x\\r\\n' >&3; done) & timeout 240 grep -m 1 -a '${words}' <&3; kill $!`,
      );
    const unit = `$(basename "$(readlink /etc/croft/current/api)")`;
    await lab.on(2, `systemctl stop croft-api@${unit}`);
    assert.match(
      await heard('watcher', 'api has not been ready'),
      /api has not been ready for \d minutes?: /,
    );
    await lab.on(2, `systemctl start croft-api@${unit}`);
    assert.match(await heard('listener', 'api is ready'), /api is ready again after \d minutes/);
  });
});

import assert from 'node:assert/strict';
import { appendFileSync, chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Cluster } from '../../deploy/cluster.ts';
import { readInventory } from '../../deploy/inventory/read-inventory.ts';
import { Remote } from '../../deploy/remote/ssh.ts';
import { followLogs } from './follow-logs.ts';

const inventory = readInventory({ servers: { one: { address: '10.0.0.1' }, two: { address: '10.0.0.2' } } })!;

interface Servers {
  readonly cluster: Cluster;
  /** Writes an entry into the journal of one. */
  said(message: string): void;
  /** Whether two is there. */
  away(is: boolean): void;
}

/** Two servers behind an ssh that runs what it is given here, with a journal that is a file. */
function servers(t: TestContext): Servers {
  const folder = mkdtempSync(join(tmpdir(), 'croft-logs-'));
  const put = (program: string, script: string) => {
    writeFileSync(join(folder, program), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, program), 0o755);
  };
  put(
    'ssh',
    `for word; do last=$word; [ "$word" = 10.0.0.2 ] && host=two; done
[ "\${host:-}" = two ] && [ -f ${folder}/away ] && { echo 'ssh: connect to host 10.0.0.2: No route to host' >&2; exit 255; }
[ "\${host:-}" = two ] && export JOURNAL=${folder}/two || export JOURNAL=${folder}/one
eval "exec $last"`,
  );
  // Knows what is asked of it here: the names of units, the last lines, and all after a cursor until it is killed.
  put(
    'journalctl',
    `case "$*" in
  '-F UNIT') exit 0 ;;
  *--after-cursor=*) after=$(echo "$*" | sed 's/.*--after-cursor=c\\([0-9]*\\).*/\\1/'); exec tail -n +$((after + 1)) -f "$JOURNAL" ;;
  *) lines=$(echo "$*" | sed 's/.*-n \\([0-9]*\\).*/\\1/'); tail -n "$lines" "$JOURNAL" ;;
esac`,
  );
  writeFileSync(join(folder, 'one'), '');
  writeFileSync(join(folder, 'two'), `${entry(1, '{"time":"2026-11-29T09:00:02Z","msg":"of two"}')}\n`);
  const path = process.env['PATH'];
  process.env['PATH'] = `${folder}:${path}`;
  t.after(() => {
    process.env['PATH'] = path;
    rmSync(folder, { recursive: true });
  });
  const remotes = new Map(
    inventory.servers.map(server => [server.name, new Remote(server, join(folder, 'known'))]),
  );
  let count = 0;
  return {
    cluster: { wanted: { inventory }, remote: (name: string) => remotes.get(name)! } as unknown as Cluster,
    said: message => appendFileSync(join(folder, 'one'), `${entry(++count, message)}\n`),
    away(is) {
      if (is) writeFileSync(join(folder, 'away'), '');
      else rmSync(join(folder, 'away'));
    },
  };
}

const entry = (cursor: number, MESSAGE: string) =>
  JSON.stringify({
    ...{ __CURSOR: `c${cursor}`, __REALTIME_TIMESTAMP: '1795942800000000', _PID: '77' },
    ...{ _SYSTEMD_UNIT: 'croft-bot@r1_0a1b2c3d_x1.service', MESSAGE },
  });

/** What is printed and warned of, until `enough` holds. */
async function logs(
  { cluster }: Servers,
  follow: boolean,
  enough: (printed: readonly string[], warned: readonly string[]) => boolean = () => false,
) {
  const printed: string[] = [];
  const warned: string[] = [];
  const stop = new AbortController();
  const keep = (lines: string[]) => (line: string) => {
    lines.push(line);
    if (enough(printed, warned)) stop.abort();
  };
  const code = await followLogs(cluster, {
    ...{ service: undefined, lines: 10, follow, json: true, signal: stop.signal },
    print: keep(printed),
    warn: keep(warned),
  });
  const words = printed.map(line => JSON.parse(line) as { server: string; msg: string });
  return { code, warned, said: words.map(({ server, msg }) => `${server}: ${msg}`) };
}

test('the lines of all servers come in the order of their times, also those of a crash', async t => {
  const there = servers(t);
  there.said('{"time":"2026-11-29T09:00:03Z","msg":"later","server":"cache:11211"}');
  there.said('Error: broken on purpose');
  assert.deepEqual(await logs(there, false), {
    ...{ code: 0, warned: [] },
    said: ['one: Error: broken on purpose', 'two: of two', 'one: later'],
  });
});

test('a server that is not reached is told, and the exit code says that not all is shown', async t => {
  const there = servers(t);
  there.said('{"time":"2026-11-29T09:00:03Z","msg":"here"}');
  there.away(true);
  const { code, warned, said } = await logs(there, false);
  assert.deepEqual([code, said, warned.length], [1, ['one: here'], 1]);
  assert.match(warned[0]!, /^two is not reached: .*No route to host/);
});

test('with -f the line to a server is opened again, and nothing comes twice', async t => {
  const there = servers(t);
  there.said('{"time":"2026-11-29T09:00:03Z","msg":"first"}');
  there.away(true);
  const { code, warned, said } = await logs(there, true, (printed, warned) => {
    if (printed.length === 1 && warned.length === 1) {
      there.away(false);
      there.said('{"time":"2026-11-29T09:00:04Z","msg":"next"}');
    }
    return printed.length === 3;
  });
  assert.equal(code, 0);
  assert.deepEqual(said.sort(), ['one: first', 'one: next', 'two: of two']);
  assert.match(warned[0]!, /^two is not reached/);
  assert.equal(warned[1], 'two is reached again.');
});

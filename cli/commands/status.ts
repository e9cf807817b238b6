import { crashDirectory, readCrashes } from '../../core/service/crash-reports.ts';
import type { ServiceStatus } from '../../core/service/internal.ts';
import { runDirectory, socketPaths } from '../../core/service/run-directory.ts';
import { crashWords } from '../../deploy/facts/crashes.ts';
import type { Command } from '../command.ts';
import { loadConfig } from '../config.ts';
import { duration, table } from '../output/table.ts';
import { openConfiguredCluster } from '../servers/open-cluster.ts';
import { showStatus } from '../servers/show-status.ts';
import { serviceNames } from '../services.ts';
import { askSocket, controlPath } from '../supervisor/control.ts';

const DAY_MS = 86_400_000;

type Answer = ServiceStatus & { ready: boolean; reason?: string };

export const command: Command = {
  usage: 'status',
  summary: 'Show every service: process, uptime, ready, calls a second, p99, memory, version',
  help: `
Asks each service of this data directory. Services in one process share its memory figure. Crashes are counted by the supervisor
since it started, and its reports of the last day are told. With servers in croft.config.ts: every process of every server, as systemd sees it. Exit code 0 when all that should run are ready, 1 otherwise.`,
  async run({ json, print }) {
    const config = await loadConfig();
    if (config.inventory !== undefined)
      return showStatus(await openConfiguredCluster(config), { json, print });
    const { data, server } = config;
    const run = runDirectory(data, server.run);
    const crashes = await crashCounts(run);
    const reports = await readCrashes(crashDirectory(data, server.crashes), Date.now() - DAY_MS);
    const rows = await Promise.all(
      serviceNames.map(async service => {
        const answer = (await askSocket(socketPaths(run, service).internal, '/status'))?.body as
          | Answer
          | undefined;
        return {
          ...answer,
          service,
          running: answer !== undefined,
          ready: answer?.ready ?? false,
          crashes: crashes.get(service) ?? 0,
          lastCrash: reports.findLast(report => report.service === service),
        };
      }),
    );
    const expected =
      crashes.size > 0 ? rows.filter(row => crashes.has(row.service)) : rows.filter(row => row.running);
    const well = expected.length > 0 && expected.every(row => row.ready);
    if (json) print(JSON.stringify(rows));
    else if (rows.every(row => !row.running) && crashes.size === 0)
      print('Croft does not run for this data directory. `croft start` starts it.');
    else print(statusTable(rows));
    const words = json
      ? undefined
      : crashWords({ count: reports.length, newest: reports.at(-1) }, Date.now());
    if (words) print(`${words}. croft logs ${reports.at(-1)!.service} has what was before.`);
    return well ? 0 : 1;
  },
};

async function crashCounts(run: string): Promise<Map<string, number>> {
  const answer = (await askSocket(controlPath(run), '/status'))?.body as
    | { services: { service: string; crashes: number }[] }
    | undefined;
  return new Map(answer?.services.map(({ service, crashes }) => [service, crashes]));
}

function statusTable(
  rows: readonly (Partial<Answer> & { service: string; running: boolean; ready: boolean; crashes: number })[],
): string {
  return table(
    ['service', 'pid', 'uptime', 'ready', 'calls/s', 'p99', 'memory', 'crashes', 'version'],
    rows.map(row =>
      row.running
        ? [
            row.service,
            String(row.pid),
            duration(Date.now() - Date.parse(row.startedAt ?? '')),
            row.ready ? 'yes' : `no: ${row.reason ?? row.state}`,
            (row.callsPerSecond ?? 0).toFixed(1),
            row.p99 ? `≤ ${row.p99 * 1000} ms` : '–',
            `${Math.round((row.memory ?? 0) / 1e6)} MB`,
            String(row.crashes),
            row.version ?? '',
          ]
        : [row.service, '–', '–', 'not running', '–', '–', '–', String(row.crashes), ''],
    ),
    [1, 4, 5, 6, 7],
  );
}

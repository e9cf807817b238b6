import { createReadStream, existsSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../core/errors.ts';
import type { Command } from '../command.ts';
import { loadConfig } from '../config.ts';
import { logPath } from '../output/log-file.ts';
import { prettyLine } from '../output/pretty.ts';
import { followLogs } from '../servers/follow-logs.ts';
import { openConfiguredCluster } from '../servers/open-cluster.ts';
import { isServiceName, serviceNames } from '../services.ts';

const POLL_MS = 300;

export const command: Command = {
  usage: 'logs [SERVICE] [-f] [-n LINES]',
  summary: 'Show the log, of all services or of one; -f goes on as lines come',
  help: `
Reads logs/croft.log in the data directory, where the process or the supervisor writes every line as JSON. With servers in croft.config.ts: the journals of all of them, in one,
with what systemd says of services that end. A server that is not reached is told on standard error: with -f it is tried again, without
it the exit code is 1.

  croft logs -n 20
  croft logs reader -f
  croft logs --json | grep '"level":"error"'`,
  options: {
    follow: { type: 'boolean', short: 'f', about: 'Go on as lines come, until Ctrl-C' },
    lines: { type: 'string', short: 'n', about: 'How many lines to show first (100)' },
  },
  async run({ positionals, values, json, print, signal }) {
    const service = positionals[0];
    if (service !== undefined && !isServiceName(service)) {
      throw new AppError(
        'invalid',
        `There is no service "${service}". Services: ${serviceNames.join(', ')}.`,
      );
    }
    const wanted = Number(values['lines'] ?? 100);
    if (!Number.isInteger(wanted) || wanted < 0)
      throw new AppError('invalid', '-n takes a whole number of lines.');
    const config = await loadConfig();
    if (config.inventory !== undefined) {
      const cluster = await openConfiguredCluster(config);
      return followLogs(cluster, {
        service,
        lines: wanted,
        follow: values['follow'] === true,
        json,
        signal,
        print,
        warn: line => void process.stderr.write(`${line}\n`),
      });
    }
    const path = logPath(config.data);
    if (!existsSync(path))
      throw new AppError('not_found', 'There is no log here yet. `croft start` writes one.');
    const shown = (line: string) => service === undefined || line.includes(`"service":"${service}"`);
    const show = (line: string) => print(json ? line : prettyLine(line, process.stdout.isTTY === true));

    let offset = statSync(path).size;
    const last: string[] = [];
    for await (const line of linesOf(path, 0, offset)) {
      if (!shown(line)) continue;
      last.push(line);
      if (last.length > wanted) last.shift();
    }
    for (const line of last) show(line);
    while (values['follow'] && !signal.aborted) {
      await sleep(POLL_MS, undefined, { signal }).catch(() => {});
      const size = existsSync(path) ? statSync(path).size : 0;
      if (size < offset) offset = 0;
      if (size === offset) continue;
      for await (const line of linesOf(path, offset, size)) if (shown(line)) show(line);
      offset = size;
    }
    return 0;
  },
};

function linesOf(path: string, start: number, end: number): AsyncIterable<string> {
  if (end <= start) return (async function* () {})();
  return createInterface({ input: createReadStream(path, { start, end: end - 1 }) });
}

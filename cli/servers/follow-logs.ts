import { createInterface } from 'node:readline';
import type { Cluster } from '../../deploy/cluster.ts';
import { quote } from '../../deploy/remote/shell.ts';
import { prettyLine } from '../output/pretty.ts';

export interface LogOptions {
  readonly service: string | undefined;
  readonly lines: number;
  readonly follow: boolean;
  readonly json: boolean;
  readonly signal: AbortSignal;
  print(line: string): void;
}

/** What services write on all servers, each line with the server's name before it; sorted by time unless it goes on. */
export async function followLogs(cluster: Cluster, options: LogOptions): Promise<void> {
  const { service, lines, follow, json, signal, print } = options;
  const width = Math.max(...cluster.wanted.inventory.servers.map(({ name }) => name.length));
  const early: { time: string; text: string }[] = [];
  const services =
    service === undefined ? cluster.wanted.inventory.services.map(({ name }) => name) : [service];
  // By their slices, which outlive them: `-u` with a pattern knows no unit that begins while one follows.
  const slices = services.map(name => quote(`_SYSTEMD_SLICE=system-croft\\x2d${name}.slice`)).join(' ');
  const reading = cluster.wanted.inventory.servers.map(async ({ name }) => {
    const child = cluster
      .remote(name)
      .open(`exec journalctl ${slices} -n ${lines} ${follow ? '-f' : ''} -o cat --no-pager`);
    signal.addEventListener('abort', () => child.kill(), { once: true });
    child.stdin.end();
    child.stderr.resume();
    for await (const line of createInterface({ input: child.stdout })) {
      if (!line.startsWith('{')) continue;
      const text = json
        ? `{"server":${JSON.stringify(name)},${line.slice(1)}`
        : `${name.padEnd(width)} ${prettyLine(line, process.stdout.isTTY === true)}`;
      if (follow) print(text);
      else early.push({ time: /"time":"([^"]*)/.exec(line)?.[1] ?? '', text });
    }
  });
  await Promise.all(reading);
  for (const { text } of early.sort((a, b) => a.time.localeCompare(b.time)).slice(-lines)) print(text);
}

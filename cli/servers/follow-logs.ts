import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../../deploy/cluster.ts';
import { type Remote, SSH_FAILED } from '../../deploy/remote/ssh.ts';
import { prettyLine } from '../output/pretty.ts';
import { type JournalLine, journalScript, readEnd, readEntry } from './journal.ts';

export interface LogOptions {
  readonly service: string | undefined;
  readonly lines: number;
  readonly follow: boolean;
  readonly json: boolean;
  readonly signal: AbortSignal;
  print(line: string): void;
  /** Says that a server is not reached. */
  warn(line: string): void;
}

/** Milliseconds after which a line that was lost is opened again. */
const PAUSE_MS = 3_000;

/**
 * What services write on all servers and what systemd says of them, each line with the server's name before it; sorted by time
 * unless it goes on. Gives the exit code: 1 when a server was not reached, unless it goes on, when its line is opened again.
 */
export async function followLogs(cluster: Cluster, options: LogOptions): Promise<number> {
  const { service, lines, follow, signal, print, warn } = options;
  const { inventory } = cluster.wanted;
  const services = service === undefined ? inventory.services.map(({ name }) => name) : [service];
  const show = shower(
    inventory.servers.map(({ name }) => name),
    options,
  );
  const early: { time: string; text: string }[] = [];
  const reading = inventory.servers.map(async ({ name }): Promise<boolean> => {
    const remote = cluster.remote(name);
    let cursor: string | undefined;
    let away = false;
    do {
      try {
        const from = cursor === undefined ? { lines } : { cursor };
        await read(remote, journalScript(services, from), signal, json => {
          if (away) warn(`${name} is reached again.`);
          away = false;
          const line = readEntry(json, services);
          cursor = line?.cursor ?? readEnd(json) ?? cursor;
          if (line === undefined) return;
          if (follow) print(show(name, line));
          else early.push({ time: line.time, text: show(name, line) });
        });
        // The first time it is read to its end, and gone on with from there; after that it does not end by itself.
        if (follow && ('cursor' in from || cursor === undefined)) await pause(signal);
      } catch (error) {
        if (signal.aborted) break;
        if (!away) warn((error as Error).message);
        away = true;
        if (!follow) return false;
        await pause(signal);
      }
    } while (follow && !signal.aborted);
    return true;
  });
  const reached = await Promise.all(reading);
  for (const { text } of early.sort((a, b) => a.time.localeCompare(b.time)).slice(-lines)) print(text);
  return reached.every(Boolean) ? 0 : 1;
}

/** Gives each line of a script's output. Throws `unavailable` with what was said when it ends otherwise than well. */
async function read(
  remote: Remote,
  script: string,
  signal: AbortSignal,
  take: (line: string) => void,
): Promise<void> {
  const child = remote.open(script);
  const stop = () => child.kill();
  signal.addEventListener('abort', stop, { once: true });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', text => {
    said += text;
  });
  child.stdin.on('error', () => {}); // it is gone, and says so by its exit code
  child.stdin.end();
  const ended = once(child, 'close');
  for await (const line of createInterface({ input: child.stdout })) take(line);
  const [code] = (await ended) as [number | null];
  signal.removeEventListener('abort', stop);
  if (code === 0 || signal.aborted) return;
  throw code === SSH_FAILED || code === null
    ? remote.unreached(said)
    : new Error(`${remote.name}: journalctl ended with ${code}. ${said.trim()}`);
}

function shower(names: readonly string[], { json }: Pick<LogOptions, 'json'>) {
  const width = Math.max(...names.map(name => name.length));
  const color = process.stdout.isTTY === true;
  return (server: string, { text }: JournalLine) =>
    json
      ? // At the end, where it holds: a line may have a field of that name.
        `${text.trimEnd().slice(0, -1)},"server":${JSON.stringify(server)}}`
      : `${server.padEnd(width)} ${prettyLine(text, color)}`;
}

async function pause(signal: AbortSignal): Promise<void> {
  await sleep(PAUSE_MS, undefined, { signal }).catch(() => {});
}

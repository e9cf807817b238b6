import { type ChildProcess, spawn } from 'node:child_process';
import { type Account, identity } from './account.ts';
import type { Binaries } from './binaries.ts';
import { serverEnvironment } from './environment.ts';
import type { ServerLog } from './server-log.ts';

/**
 * The shell between us and the server. Its standard input is a pipe from us that never carries anything: when it ends,
 * be it that we closed it or that we were killed, the server is told to shut down (SIGINT: end transactions, write
 * everything out). The watcher outlives a killed shell, and checks the server's own file before it signals, so that it
 * never hits a process that came by the same number later. A server that has just begun has not written it yet.
 */
const SCRIPT = `
data=$1; shift
exec 3<&0
"$@" 3<&- </dev/null &
server=$!
(
  read -r _ <&3
  until read -r running < "$data/postmaster.pid" && [ -n "$running" ]; do
    kill -0 "$server" || exit
    sleep 0.1
  done
  [ "$running" = "$server" ] && kill -INT "$server"
) >/dev/null 2>&1 &
watcher=$!
exec 3<&- </dev/null
wait "$server"
code=$?
kill "$watcher" 2>/dev/null
exit "$code"
`;

/** Starts the server under its guard, in a session of its own so that Ctrl-C in our terminal does not reach it. */
export function spawnGuarded(
  binaries: Binaries,
  account: Account,
  dataDir: string,
  options: readonly string[],
  output: ServerLog,
): ChildProcess {
  const command = [
    ...account.prefix,
    'sh',
    '-c',
    SCRIPT,
    'croft-postgres',
    dataDir,
    binaries.postgres,
    '-D',
    dataDir,
    ...options,
  ];
  const child = spawn(command[0]!, command.slice(1), {
    ...identity(account),
    cwd: '/',
    detached: true,
    env: serverEnvironment(binaries),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', chunk => output.write(chunk));
  child.stdin?.on('error', () => {}); // the guard ended first
  return child;
}

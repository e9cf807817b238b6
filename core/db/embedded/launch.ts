import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { AppError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { connectToOurs, ensureDatabase } from './connect.ts';
import { spawnGuarded } from './guard.ts';
import { runningPostmaster } from './postmaster-pid.ts';
import { ServerLog } from './server-log.ts';
import { DATABASE, socketUrl } from './socket-directory.ts';
import type { Embedded } from './start.ts';

export interface LaunchOptions {
  readonly binaries: Binaries;
  readonly account: Account;
  readonly dataDir: string;
  readonly sockets: string;
  readonly log: Log;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  readonly signal: AbortSignal | undefined;
}

/** A server, or why there is none. */
export type Launch =
  | { readonly server: Embedded }
  | { readonly server?: undefined; readonly output: string; readonly occupied: boolean };

/** Another server, or what is left of one, has the directory: it may be joined, or gone, in a moment. */
const OCCUPIED = /lock file ".*" already exists|pre-existing shared memory block|is in use/;

/** A fast shutdown takes as long as a checkpoint; after this it is told to drop everything, and recovers at next start. */
const FAST_SHUTDOWN = 8_000;

/** Runs the server once. Resolves when it answers, or when it has ended without. */
export async function launch(options: LaunchOptions): Promise<Launch> {
  const { binaries, account, dataDir, sockets, log } = options;
  const output = new ServerLog(log);
  const mark = randomUUID();
  const child = spawnGuarded(
    binaries,
    account,
    dataDir,
    [
      '-c',
      'listen_addresses=',
      '-c',
      `unix_socket_directories=${sockets}`,
      '-c',
      'unix_socket_permissions=0700',
      '-c',
      `croft.launch=${mark}`,
    ],
    output,
  );
  let failure: Error | undefined;
  const exited = new Promise<void>(resolve => {
    child.once('error', error => {
      failure = error;
      resolve();
    });
    child.once('close', () => resolve());
  });
  const client = await untilAnswer(child, exited, options);
  holdProcess(child, false);
  if (failure) throw failure;
  const postmaster = client && (await runningPostmaster(dataDir));
  // Who starts at the same time may be first, and answers while ours has not found that out.
  const others = client !== undefined && (await launchOf(client)) !== mark;
  if (!client || !postmaster || others) {
    await client?.end().catch(() => {});
    await shutDown(child, exited, undefined);
    options.signal?.throwIfAborted();
    return { output: output.tail, occupied: others || OCCUPIED.test(output.tail) };
  }
  await ensureDatabase(client, DATABASE);
  await client.end();
  const stop = () => shutDown(child, exited, postmaster.pid);
  return {
    server: {
      url: socketUrl(sockets, DATABASE, DATABASE),
      adminUrl: socketUrl(sockets, 'postgres', DATABASE),
      pid: postmaster.pid,
      adopted: false,
      exited,
      stop,
      [Symbol.asyncDispose]: stop,
    },
  };
}

/** What the server behind a connection was started with; empty when nobody said. */
async function launchOf(client: pg.Client): Promise<string | null | undefined> {
  const question = `select current_setting('croft.launch', true) as mark`;
  const answer = await client.query<{ mark: string | null }>(question).catch(() => undefined);
  return answer?.rows[0]?.mark;
}

async function untilAnswer(
  child: ChildProcess,
  exited: Promise<void>,
  { dataDir, sockets, deadline, signal }: LaunchOptions,
): Promise<pg.Client | undefined> {
  const gone = exited.then(() => true);
  while (isRunning(child) && !signal?.aborted) {
    const client = await connectToOurs(sockets, dataDir);
    if (client) return client;
    if (Date.now() > deadline)
      throw new AppError('unavailable', `The embedded PostgreSQL in ${dataDir} takes too long to start.`);
    if (await Promise.race([gone, sleep(20, false)])) return undefined;
  }
  if (!isRunning(child)) await exited; // with its last words; one that is given up is ended by the caller
  return undefined;
}

async function shutDown(child: ChildProcess, exited: Promise<void>, pid: number | undefined): Promise<void> {
  holdProcess(child, true);
  child.stdin?.destroy();
  const late = new AbortController();
  const ended = exited.then(() => true).finally(() => late.abort());
  const patience = sleep(FAST_SHUTDOWN, false, { signal: late.signal }).catch(() => true);
  if (await Promise.race([ended, patience])) return;
  // The guard waits for exactly this process, so the number is still its own.
  if (pid !== undefined && isRunning(child)) process.kill(pid, 'SIGQUIT');
  await exited;
}

/** A running server alone does not keep our process from ending; the guard sees the end and stops the server. */
function holdProcess(child: ChildProcess, hold: boolean): void {
  const streams = [child.stdin, child.stdout, child.stderr] as (Socket | null)[];
  for (const handle of [child, ...streams]) hold ? handle?.ref() : handle?.unref();
}

function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

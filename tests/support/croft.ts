import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { HeldSocket } from '../../cli/supervisor/sockets.ts';
import { copyCluster } from '../../core/db/embedded/testing.ts';
import { shareBundles } from '../../services/web/testing/shared-bundles.ts';
import { temporaryDirectory } from './network.ts';

const MAIN = fileURLToPath(new URL('../../cli/croft.js', import.meta.url));

/** A Croft in a process of its own, as a person would run it, with its own directory. */
export interface RunningCroft {
  readonly process: ChildProcess;
  readonly directory: string;
  /** Every line it has written so far. */
  readonly lines: readonly string[];
  /** Resolves with the first line (or the nth), past or to come, that matches; fails when the process ends before. */
  line(pattern: RegExp, nth?: number): Promise<string>;
  /** Asks it to stop and gives its exit code. */
  stop(): Promise<number | null>;
}

export interface RunOptions {
  args?: readonly string[];
  env?: Readonly<Record<string, string>>;
  directory?: string;
  /** Bound sockets that it is handed, as the supervisor or systemd does. */
  sockets?: readonly HeldSocket[];
}

/** Starts `croft start …` in a fresh directory, as a second start finds it. Whatever the test leaves running is ended after it. */
export async function startCroft(t: TestContext, options: RunOptions = {}): Promise<RunningCroft> {
  const directory = options.directory ?? (await temporaryDirectory(t));
  await prepare(options.env?.['CROFT_DATA'] ?? join(directory, 'data'), options.env?.['DATABASE_URL']);
  const { sockets = [] } = options;
  const handed: Record<string, string> = {};
  if (sockets.length > 0) {
    handed['LISTEN_FDS'] = String(sockets.length);
    handed['LISTEN_FDNAMES'] = sockets.map(({ name }) => name).join(':');
  }
  const child = spawn(process.execPath, [MAIN, 'start', ...(options.args ?? [])], {
    cwd: directory,
    env: cleanEnvironment({ ...options.env, ...handed }),
    stdio: ['ignore', 'pipe', 'pipe', ...sockets.map(({ fd }) => fd)],
  });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  for (const input of [child.stdout!, child.stderr!]) {
    createInterface({ input }).on('line', text => {
      lines.push(text);
      for (const wake of waiting) wake();
    });
  }
  const ended = once(child, 'exit');
  void ended.then(() => {
    for (const wake of waiting) wake();
  });
  t.after(async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await Promise.race([ended, sleep(12_000)]);
      child.kill('SIGKILL');
    }
  });
  return {
    process: child,
    directory,
    lines,
    async line(pattern, nth = 1) {
      for (;;) {
        const found = lines.filter(text => pattern.test(text))[nth - 1];
        if (found !== undefined) return found;
        if (child.exitCode !== null || child.signalCode !== null)
          throw new Error(`croft ended before ${pattern}:\n${lines.join('\n')}`);
        await new Promise<void>(resolve => {
          const wake = () => {
            waiting.delete(wake);
            resolve();
          };
          waiting.add(wake);
        });
      }
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
      return child.exitCode;
    },
  };
}

/** Leaves in a new data directory what a first start does and takes long for. */
async function prepare(data: string, databaseUrl: string | undefined): Promise<void> {
  await shareBundles(data);
  const cluster = join(data, 'postgres');
  if (databaseUrl === undefined && !existsSync(cluster)) await copyCluster(cluster);
}

/** Runs a command to its end. */
export async function runCroft(
  args: readonly string[],
  options: { directory: string; env?: Readonly<Record<string, string>> },
): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: options.directory,
    env: cleanEnvironment(options.env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', text => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', text => {
    err += text;
  });
  await once(child, 'close');
  return { code: child.exitCode, out, err };
}

/** The environment without what the person who runs the tests has set for their own Croft. */
function cleanEnvironment(env: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const {
    PORT,
    CROFT_DATA,
    CROFT_URL,
    DATABASE_URL,
    MEMCACHED_SERVERS,
    LOG_LEVEL,
    NODE_TEST_CONTEXT,
    ...rest
  } = process.env;
  return { ...rest, ...env };
}

/** Command lines of processes that mention a directory: the database server and its helpers among them. */
export function processesOf(directory: string): string[] {
  return execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
    .split('\n')
    .filter(line => line.includes(directory) && !line.startsWith('ps '));
}

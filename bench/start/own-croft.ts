import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { NODE_FLAGS } from '../../core/node-flags.ts';
import { freePort } from '../free-port.ts';

const MAIN = fileURLToPath(new URL('../../cli/croft.js', import.meta.url));

export interface OwnCroft {
  readonly directory: string;
  readonly pid: number;
  /** Milliseconds from spawn to the end of the front page's first answer. */
  readonly firstPageMs: number;
  stop(): Promise<void>;
}

/** Starts Croft in a process of its own and asks for the front page until it answers. */
export async function startOwnCroft(given?: string): Promise<OwnCroft> {
  const directory = given ?? (await mkdtemp(join(tmpdir(), 'croft-bench-')));
  const port = await freePort();
  const begun = performance.now();
  const child = spawn(process.execPath, [...NODE_FLAGS, MAIN, 'start'], {
    cwd: directory,
    env: { PATH: process.env['PATH'], HOME: directory, PORT: String(port), LOG_LEVEL: 'warn' },
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  while (!(await answers(`http://127.0.0.1:${port}/`))) {
    if (child.exitCode !== null) throw new Error(`croft ended with ${child.exitCode}`);
    await sleep(5);
  }
  const firstPageMs = performance.now() - begun;
  return {
    directory,
    pid: child.pid!,
    firstPageMs,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url);
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

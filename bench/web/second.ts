import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BenchCroft } from '../croft.ts';
import { freePort } from '../free-port.ts';

const MAIN = fileURLToPath(new URL('../../cli/croft.js', import.meta.url));

/** The same site as on a second machine: a directory of its own, the database and the caches in `env` shared. */
export async function startSecond(
  first: BenchCroft,
  env: Readonly<Record<string, string>>,
): Promise<AsyncDisposable & { readonly port: number }> {
  const directory = await mkdtemp(join(tmpdir(), 'croft-bench-'));
  const port = await freePort();
  const child = spawn(process.execPath, [MAIN, 'start', 'api', 'web'], {
    cwd: directory,
    env: {
      PATH: process.env['PATH'],
      HOME: directory,
      PORT: String(port),
      CROFT_URL: `http://localhost:${first.port}`,
      LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error('The second Croft ended.');
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  return {
    port,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await ended;
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function answers(port: number): Promise<boolean> {
  const answer = await fetch(`http://localhost:${port}/`).catch(() => undefined);
  await answer?.arrayBuffer();
  return answer?.ok ?? false;
}

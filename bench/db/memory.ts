import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { createJobs } from '../../core/jobs/index.ts';
import { createLog } from '../../core/log.ts';

const log = createLog({ level: 'warn' });
const SETTLE = 5_000;

/**
 * Megabytes of the embedded server with all its processes, each shared page counted once (PSS), while a process with
 * background jobs is connected and nothing happens.
 */
export async function idleMemory(server: { readonly url: string; readonly pid: number }): Promise<number> {
  await using jobs = createJobs({ url: server.url, log });
  for (const name of ['bench.one', 'bench.two', 'bench.three'])
    jobs.define(name, { schema: z.object({}), handler: async () => {} });
  await jobs.start();
  await sleep(SETTLE);
  return await pssOfTree(server.pid);
}

async function pssOfTree(root: number): Promise<number> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
  }
  // The shell that guards the server, and the shell that watches for our end, are its parent and its sibling.
  const guard = parents.get(root);
  const tree = [...parents.keys()].filter(pid => pid === guard || isBelow(pid, guard, parents));
  const sizes = await Promise.all(tree.map(pssOf));
  return sizes.reduce((sum, size) => sum + size, 0) / 1024;
}

function isBelow(pid: number, ancestor: number | undefined, parents: ReadonlyMap<number, number>): boolean {
  for (let at = parents.get(pid); at !== undefined && at > 1; at = parents.get(at))
    if (at === ancestor) return true;
  return false;
}

async function pssOf(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0);
}

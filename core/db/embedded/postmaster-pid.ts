import { readFile, readlink, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a server writes into `postmaster.pid` of its data directory. */
export interface Postmaster {
  readonly pid: number;
  readonly socketDirectory: string;
}

/** A process id that no system hands out, and that PostgreSQL therefore takes for a dead process. */
const NO_PROCESS = 2_147_483_646;

/** The server that the file names and that runs; undefined when there is none. */
export async function runningPostmaster(dataDir: string): Promise<Postmaster | undefined> {
  const lines = (await read(dataDir)).split('\n');
  const pid = Number(lines[0]);
  if (!Number.isSafeInteger(pid) || pid <= 1 || !isAlive(pid)) return undefined;
  if (await isSomethingElse(pid, dataDir)) return undefined;
  return { pid, socketDirectory: lines[4] ?? '' };
}

/**
 * After a power loss the file may name a process that has long been another program's. PostgreSQL would refuse to start
 * for it. Only the process id is replaced: the rest lets PostgreSQL see whether old backends still hold its memory.
 */
export async function disownStalePid(dataDir: string): Promise<void> {
  const text = await read(dataDir);
  const pid = Number(text.split('\n')[0]);
  if (!Number.isSafeInteger(pid) || pid <= 1 || !isAlive(pid)) return;
  if (!(await isSomethingElse(pid, dataDir))) return;
  await writeFile(join(dataDir, 'postmaster.pid'), text.replace(/^\d+/, String(NO_PROCESS)));
}

function read(dataDir: string): Promise<string> {
  return readFile(join(dataDir, 'postmaster.pid'), 'utf8').catch(() => '');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** True when the process certainly is no server of this directory: a server's working directory is its data directory. */
async function isSomethingElse(pid: number, dataDir: string): Promise<boolean> {
  const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
  return cwd !== undefined && cwd !== (await realpath(dataDir));
}

import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Figure, figure, median, wanted } from '../figure.ts';
import { residentMegabytes } from '../process.ts';
import { startOwnCroft } from './own-croft.ts';

const STARTS = 5;
/** Memory is read when the start's garbage is gone and nothing happens. */
const IDLE_MS = 12_000;

/** What starting Croft costs, and what it takes while nothing happens. */
export async function figures(names?: readonly string[]): Promise<Figure[]> {
  const found: Figure[] = [];
  await using directory = await warmDirectory();
  if (wanted('start.warm', names)) found.push(await warmStart(directory.path));
  if (wanted('start.idle-memory', names)) found.push(await idleMemory(directory.path));
  return found;
}

/** A data directory in which Croft has run before, as on every start but the first. */
async function warmDirectory(): Promise<AsyncDisposable & { readonly path: string }> {
  const first = await startOwnCroft();
  await first.stop();
  return {
    path: first.directory,
    [Symbol.asyncDispose]: () => rm(first.directory, { recursive: true, force: true }),
  };
}

async function warmStart(directory: string): Promise<Figure> {
  const times: number[] = [];
  for (let start = 0; start < STARTS; start++) {
    const croft = await startOwnCroft(directory);
    times.push(croft.firstPageMs / 1000);
    await croft.stop();
  }
  return figure(
    'start.warm',
    median(times),
    's to the first page',
    `median of ${STARTS} starts, embedded database and all services`,
    '<=',
    1.5,
  );
}

async function idleMemory(directory: string): Promise<Figure> {
  const croft = await startOwnCroft(directory);
  await sleep(IDLE_MS);
  const megabytes = await residentMegabytes(croft.pid);
  await croft.stop();
  return figure(
    'start.idle-memory',
    megabytes,
    'MB',
    'resident, all services in one process, after a page was served',
    '<=',
    160,
  );
}

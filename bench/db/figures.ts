import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../../core/db/embedded/start.ts';
import { createLog } from '../../core/log.ts';
import { type Figure, figure, shown, wanted } from '../figure.ts';
import { idleMemory } from './memory.ts';
import { defaultThroughput, latency, ownThroughput } from './throughput.ts';

const MEMORY = 'db.embedded.memory';
const START = 'db.embedded.start';
const THROUGHPUT = 'jobs.throughput';
const LATENCY = 'jobs.latency';

/** The embedded server and the background jobs on it, with nothing of its safety switched off. */
export async function figures(names?: string[]): Promise<Figure[]> {
  const asked = [MEMORY, START, THROUGHPUT, LATENCY].filter(name => wanted(name, names));
  if (asked.length === 0) return [];
  const directory = await mkdtemp(join(tmpdir(), 'croft-bench-'));
  await chmod(directory, 0o755); // as root we run the server as another user, who has to get in
  const options = { dataDir: join(directory, 'postgres'), log: createLog({ level: 'warn' }) };
  const found: Figure[] = [];
  try {
    await (await startEmbedded(options)).stop();
    const startedAt = performance.now();
    await using server = await startEmbedded(options);
    const start = performance.now() - startedAt;
    if (asked.includes(START))
      found.push(shown(START, start, 'ms', 'to the first answer, of a data directory that exists'));
    if (asked.includes(MEMORY))
      found.push(
        figure(MEMORY, await idleMemory(server), 'MB', 'PSS of all its processes, jobs connected', '<=', 60),
      );
    if (asked.includes(THROUGHPUT)) {
      const theirs = await defaultThroughput(server.url);
      const ours = await ownThroughput(server.url);
      const reference = `${Math.round(ours)} jobs/s; pg-boss as it comes ${theirs.toFixed(2)}`;
      found.push(figure(THROUGHPUT, ours / theirs, '× pg-boss with defaults', reference, '>=', 1_000));
    }
    if (asked.includes(LATENCY))
      found.push(
        shown(LATENCY, await latency(server.url), 'ms', 'median from send to handler on an idle queue'),
      );
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
  return found;
}

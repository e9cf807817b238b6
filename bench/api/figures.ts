import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../cli/config.ts';
import { contracts } from '../../cli/contracts.ts';
import { loadServices } from '../../cli/services.ts';
import { startEmbedded } from '../../core/db/embedded/start.ts';
import { createLog } from '../../core/log.ts';
import type { Contract } from '../../core/rpc/contract.ts';
import { startHost } from '../../core/service/host.ts';
import { apiContract } from '../../services/api/contract.ts';
import { type Figure, figure, shown, wanted } from '../figure.ts';
import { timeImport, timeInserts, writeBlog } from './import.ts';

const IMPORT = 'api.import';
const FLOOR = 'api.import.inserts';
const POSTS = 5_000;
const MOST_SECONDS = 60;

/** Bringing a blog of 5,000 Markdown posts in, on the embedded server with nothing of its safety switched off. */
export async function figures(names?: readonly string[]): Promise<Figure[]> {
  if (!wanted(IMPORT, names) && !wanted(FLOOR, names)) return [];
  const directory = await mkdtemp(join(tmpdir(), 'croft-bench-'));
  await chmod(directory, 0o755); // as root the server runs as another user, who has to get in
  const log = createLog({ level: 'error' });
  try {
    await writeBlog(join(directory, 'blog'), POSTS);
    await using server = await startEmbedded({ dataDir: join(directory, 'postgres'), log });
    await using host = await startHost({
      services: await loadServices(['api']),
      contracts: contracts as unknown as Contract[],
      config: { ...(await loadConfig()), data: join(directory, 'data') },
      databaseUrl: server.url,
      version: '0',
      log,
      signal: new AbortController().signal,
      serve: false,
    });
    const took = await timeImport(host.clients.of(apiContract), join(directory, 'blog'), POSTS);
    const floor = await timeInserts(server.url, POSTS);
    return [
      figure(IMPORT, took / 1000, 's', `${POSTS} Markdown posts of 3 KB, one process`, '<=', MOST_SECONDS),
      shown(
        FLOOR,
        took / floor,
        '× raw inserts',
        `a row of the same text each, in ${(floor / 1000).toFixed(2)} s`,
      ),
    ];
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

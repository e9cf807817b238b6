import { chmod, mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../../../core/db/embedded/start.ts';
import { migrate } from '../../../core/db/migrate.ts';
import { createLog } from '../../../core/log.ts';
import { seedMillion } from './seed.ts';

/** Bytes: the database has 6 GB, and as much again while it is made. */
const ROOM = 15e9;

export interface Server extends AsyncDisposable {
  readonly url: string;
}

/** The embedded server as every Croft has it, with a million items; it is made without care for crashes and then started anew. */
export async function startMillion(): Promise<Server> {
  const { bavail, bsize } = await statfs(tmpdir());
  if (bavail * bsize < ROOM)
    throw new Error(`reader.million needs 15 GB in ${tmpdir()}; TMPDIR names another place.`);
  console.error('reader.million makes 1,000,000 items first: 15 GB in TMPDIR, and about ten minutes in all.');
  const directory = await mkdtemp(join(tmpdir(), 'croft-million-'));
  const log = createLog({ level: 'warn' });
  const start = (durable: boolean) => startEmbedded({ dataDir: join(directory, 'postgres'), log, durable });
  const remove = () => rm(directory, { recursive: true, force: true });
  try {
    await chmod(directory, 0o755); // as root we run the server as another user, who has to get in
    {
      await using server = await start(false);
      const migrations = new URL('../../../services/reader/migrations/', import.meta.url).pathname;
      await migrate({ url: server.url, schema: 'reader', directory: migrations, log });
      await seedMillion(server.adminUrl);
    }
    const server = await start(true);
    return {
      url: server.url,
      async [Symbol.asyncDispose]() {
        await server.stop();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

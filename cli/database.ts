import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Embedded, startEmbedded } from '../core/db/embedded/start.ts';
import type { Log } from '../core/log.ts';
import type { Config } from './config.ts';

export interface RunningDatabase extends AsyncDisposable {
  readonly url: string;
}

const MOST_DELAY = 10_000;

/**
 * The database to use: DATABASE_URL's, or the embedded one, started here and started again should it end while we run.
 * Disposing stops it if this process started it.
 */
export async function openConfiguredDatabase(
  config: Config,
  log: Log,
  signal: AbortSignal,
): Promise<RunningDatabase> {
  if (config.server.database !== undefined)
    return { url: config.server.database, [Symbol.asyncDispose]: async () => {} };
  const start = () =>
    startEmbedded({ dataDir: join(config.data, 'postgres'), log: log.child({ part: 'database' }), signal });
  let running: Embedded = await start();
  let stopping = false;
  void keep();
  return {
    url: running.url,
    async [Symbol.asyncDispose]() {
      stopping = true;
      await running.stop();
    },
  };

  async function keep(): Promise<void> {
    for (let delay = 100; ; delay = Math.min(MOST_DELAY, delay * 2)) {
      await running.exited;
      if (stopping || signal.aborted) return;
      log.error('The embedded database has ended; starting it again.');
      await sleep(delay);
      const begun = performance.now();
      try {
        running = await start();
        if (stopping) await running.stop();
      } catch (error) {
        if (stopping || signal.aborted) return;
        log.error(`The embedded database does not start: ${(error as Error).message}`);
      }
      if (performance.now() - begun > MOST_DELAY) delay = 100;
    }
  }
}

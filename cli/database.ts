import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runEmbedded } from '../core/db/embedded/run.ts';
import type { Log } from '../core/log.ts';
import type { Config } from './config.ts';

export interface RunningDatabase extends AsyncDisposable {
  readonly url: string;
}

/** The database to use: DATABASE_URL's, or the embedded one, which disposing stops if this process started it. */
export async function openConfiguredDatabase(
  config: Config,
  log: Log,
  signal: AbortSignal,
): Promise<RunningDatabase> {
  if (config.server.database !== undefined)
    return { url: config.server.database, [Symbol.asyncDispose]: async () => {} };
  return runEmbedded({
    dataDir: join(config.data, 'postgres'),
    log: log.child({ part: 'database' }),
    signal,
  });
}

/** Whether there is a database already, so that opening it makes none. */
export function hasDatabase({ data, server }: Config): boolean {
  return server.database !== undefined || existsSync(join(data, 'postgres'));
}

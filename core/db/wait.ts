import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { AppError } from '../errors.ts';
import type { Log } from '../log.ts';
import { connectionConfig } from './connection.ts';
import { fromDatabase } from './errors.ts';

export interface WaitOptions {
  readonly log: Log;
  readonly signal?: AbortSignal;
  /** Milliseconds since the epoch after which waiting ends with an error; never, unless given. */
  readonly deadline?: number;
}

const PAUSE = 500;
const SAY_EVERY = 5_000;

/** The oldest version whose SQL we stay within, as `server_version_num`. */
const OLDEST = 150_000;

/**
 * Resolves when the database answers. Until then it tries twice a second and says every few seconds, in one line, what
 * is wrong. Throws `AppError` `unavailable` at the deadline or when the server is too old, and the signal's reason.
 */
export async function waitForDatabase(url: string, options: WaitOptions): Promise<void> {
  const { log, signal, deadline = Number.POSITIVE_INFINITY } = options;
  let saidAt = Number.NEGATIVE_INFINITY;
  for (;;) {
    signal?.throwIfAborted();
    try {
      return await checkServer(url);
    } catch (error) {
      if (error instanceof AppError) throw error;
      if (Date.now() + PAUSE > deadline)
        throw new AppError('unavailable', `The database at ${place(url)} does not answer: ${words(error)}`, {
          cause: error,
        });
      if (performance.now() - saidAt > SAY_EVERY) {
        saidAt = performance.now();
        log.warn(`Waiting for the database at ${place(url)}: ${words(error)}`);
      }
    }
    await sleep(PAUSE, undefined, { signal });
  }
}

async function checkServer(url: string): Promise<void> {
  const client = new pg.Client({ ...connectionConfig(url), query_timeout: 5_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ version: number; name: string }>(
      `select current_setting('server_version_num')::int as version, current_setting('server_version') as name`,
    );
    const found = rows[0];
    if (found && found.version < OLDEST)
      throw new AppError('unavailable', `The database is PostgreSQL ${found.name}. Croft needs 15 or newer.`);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Where the server is, without user and password. */
function place(url: string): string {
  const { hostname, port, searchParams } = new URL(url);
  return searchParams.get('host') ?? `${hostname}:${port || 5432}`;
}

function words(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return words(error.errors[0]);
  const mapped = fromDatabase(error);
  const cause = mapped instanceof AppError ? mapped.cause : mapped;
  return cause instanceof Error ? cause.message : String(cause);
}

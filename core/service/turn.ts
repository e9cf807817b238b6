import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { connectionConfig } from '../db/connection.ts';
import type { Log } from '../log.ts';

export interface TurnOptions {
  readonly service: string;
  readonly databaseUrl: string;
  /** Waited for to be gone: its files are still being brought to this server. */
  readonly holdFile: string | undefined;
  /** Of all servers together one process of it may run at a moment. */
  readonly alone: boolean;
  readonly log: Log;
  readonly signal: AbortSignal;
}

export interface Turn extends AsyncDisposable {
  readonly alone: boolean;
  /** Resolves when the service may run. Rejects with the signal's reason. */
  take(): Promise<void>;
}

const LOOK_MS = 25;
const AGAIN_MS = 500;

/**
 * Lets a service wait, made and loaded, until it may run. That it runs alone is held by a lock of the database, which frees it
 * whatever happens to the process or its server.
 */
export function openTurn(options: TurnOptions): Turn {
  const { service, databaseUrl, holdFile, alone, log, signal } = options;
  let client: pg.Client | undefined;
  let over = false;

  async function lock(): Promise<void> {
    const mine = new pg.Client(connectionConfig(databaseUrl));
    client = mine;
    mine.on('error', err => log.warn({ err }, `The lock of ${service} was lost.`));
    await mine.connect();
    const cancel = () => void mine.end().catch(() => {});
    signal.addEventListener('abort', cancel, { once: true });
    try {
      await mine.query('select pg_advisory_lock(hashtextextended($1, 0))', [`croft runs ${service}`]);
    } finally {
      signal.removeEventListener('abort', cancel);
    }
    mine.once('end', () => void keep());
  }

  /** The database went away and took the lock along: it is taken again, or whoever has it now stays the only one. */
  async function keep(): Promise<void> {
    while (!over && !signal.aborted) {
      await sleep(AGAIN_MS, undefined, { signal }).catch(() => {});
      const next = new pg.Client(connectionConfig(databaseUrl));
      next.on('error', () => {});
      try {
        await next.connect();
        const { rows } = await next.query<{ had: boolean }>(
          'select pg_try_advisory_lock(hashtextextended($1, 0)) as had',
          [`croft runs ${service}`],
        );
        if (rows[0]?.had) {
          client = next;
          next.once('end', () => void keep());
          return;
        }
        log.fatal(`Another process runs ${service} now; this one ends.`);
        process.exit(1);
      } catch {
        await next.end().catch(() => {});
      }
    }
  }

  return {
    alone,
    async take() {
      while (holdFile !== undefined && existsSync(holdFile)) await sleep(LOOK_MS, undefined, { signal });
      if (alone) await lock();
      signal.throwIfAborted();
    },
    async [Symbol.asyncDispose]() {
      over = true;
      await client?.end().catch(() => {});
    },
  };
}

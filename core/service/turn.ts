import { randomBytes } from 'node:crypto';
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
/** A line that has said nothing for so long is lost: sooner than the database's server takes it for lost. */
const ASK = { every: 5_000, patience: 8_000 };
/** Has the database's server notice within 20 s that whoever had the lock is cut off or gone, as far as it is reached by TCP. */
const KEEPALIVES =
  '-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 -c tcp_user_timeout=20000';

/**
 * Lets a service wait, made and loaded, until it may run. That it runs alone is held by a lock of the database, which frees it
 * whatever happens to the process or its server.
 */
export function openTurn(options: TurnOptions): Turn {
  const { service, databaseUrl, holdFile, alone, log, signal } = options;
  const name = `croft runs ${service} ${randomBytes(6).toString('hex')}`;
  const config = { ...connectionConfig(databaseUrl), application_name: name, options: KEEPALIVES };
  let client: pg.Client | undefined;
  let over = false;

  async function lock(): Promise<void> {
    const mine = new pg.Client(config);
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
    watch(mine);
  }

  function watch(line: pg.Client): void {
    const question = { text: 'select', query_timeout: ASK.patience };
    const asking = setInterval(() => void line.query(question).catch(() => line.end()), ASK.every);
    line.once('end', () => {
      clearInterval(asking);
      void keep();
    });
  }

  /**
   * The line to the database was lost, and the lock with it: it is taken again, or whoever has it now stays the only one. Who has it
   * may be we, by the line of before, where the server does not know yet that it is cut.
   */
  async function keep(): Promise<void> {
    while (!over && !signal.aborted) {
      await sleep(AGAIN_MS, undefined, { signal }).catch(() => {});
      const next = new pg.Client(config);
      next.on('error', () => {});
      try {
        await next.connect();
        const { rows } = await next.query<{ had: boolean }>(
          'select pg_try_advisory_lock(hashtextextended($1, 0)) as had',
          [`croft runs ${service}`],
        );
        if (rows[0]?.had) {
          client = next;
          watch(next);
          return;
        }
        const { rowCount } = await next.query(
          'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()',
          [name],
        );
        if (rowCount) {
          await next.end();
          continue;
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

import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '../log.ts';
import { connectionConfig } from './connection.ts';

export interface ListenOptions {
  /** `postgres://…`; the connection is this listener's own. */
  readonly url: string;
  /** A plain name, such as `chat`. */
  readonly channel: string;
  readonly log: Log;
  /** Until it aborts. */
  readonly signal: AbortSignal;
  /** What was sent with `pg_notify`, as its transaction is committed. */
  onNotice(payload: string): void;
  /** The line is there, at first or again: what was sent before it is to be looked for in the tables. */
  onLine(): void;
}

/** Milliseconds between attempts, and between questions that find a line dead which says nothing. */
const RETRY = { first: 100, most: 3_000 };
const ASK_EVERY = 10_000;

/**
 * Hears a channel of PostgreSQL (https://www.postgresql.org/docs/15/sql-listen.html) in every process that listens, and
 * connects again whenever the line is lost. Resolves when the signal aborts.
 */
export async function listenTo(options: ListenOptions): Promise<void> {
  const { log, signal, channel } = options;
  for (let attempt = 0; !signal.aborted; attempt++) {
    try {
      await hear(options, () => {
        attempt = 0;
      });
    } catch (err) {
      if (!signal.aborted) log.debug({ err, channel }, 'The database cannot be heard; trying again.');
    }
    const pause = Math.min(RETRY.most, RETRY.first * 2 ** attempt);
    await sleep(pause, undefined, { signal }).catch(() => {});
  }
}

async function hear(options: ListenOptions, onUp: () => void): Promise<void> {
  const { url, channel, signal } = options;
  const client = new pg.Client({ ...connectionConfig(url), query_timeout: ASK_EVERY });
  const { promise: lost, resolve: onLost } = Promise.withResolvers<void>();
  const onAbort = () => onLost();
  client.on('error', onAbort);
  client.on('end', onAbort);
  signal.addEventListener('abort', onAbort);
  try {
    await client.connect();
    client.on('notification', ({ payload }) => options.onNotice(payload ?? ''));
    await client.query(`listen ${client.escapeIdentifier(channel)}`);
    onUp();
    options.onLine();
    const asking = setInterval(() => void client.query('select').catch(() => client.end()), ASK_EVERY);
    if (!signal.aborted) await lost;
    clearInterval(asking);
  } finally {
    signal.removeEventListener('abort', onAbort);
    await client.end().catch(() => {});
  }
}

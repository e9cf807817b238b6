import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { connectionConfig } from './connection.ts';
import { fromDatabase } from './errors.ts';
import { mappedPool } from './mapped-pool.ts';
import { measurePool } from './pool-metrics.ts';

export interface DatabaseOptions {
  /** `postgres://…`, the embedded server's or DATABASE_URL. */
  readonly url: string;
  /** The service's own schema: where its unqualified table names lead. */
  readonly schema: string;
  readonly log: Log;
  readonly metrics?: Metrics;
  /** The most connections at once; 8 unless given. None are held while idle. */
  readonly max?: number;
}

export interface Database<T> extends AsyncDisposable {
  readonly schema: string;
  /** Typed SQL. Trouble with the database itself throws `AppError` `unavailable` or `deadline`; other errors are `pg`'s. */
  readonly db: Kysely<T>;
  /** The connections behind it, for LISTEN, COPY and pg-boss. Throws `pg`'s own errors. */
  readonly pool: pg.Pool;
  /** Resolves when the database answers within 2 seconds, else throws `AppError` `unavailable`: for `/readyz`. */
  ping(): Promise<void>;
  /** Waits for the queries under way and closes the connections. */
  close(): Promise<void>;
}

const DEFAULT_MAX = 8;
const IDLE = 30_000;
const STATEMENT_TIMEOUT = 15_000;
const PING_TIMEOUT = 2_000;

/** Opens no connection yet. A server that is away now, or goes away later, is used again as soon as it answers. */
export function openDatabase<T>(options: DatabaseOptions): Database<T> {
  const { url, schema, log, metrics } = options;
  const pool = new pg.Pool({
    ...connectionConfig(url, schema),
    max: options.max ?? DEFAULT_MAX,
    min: 0,
    idleTimeoutMillis: IDLE,
    allowExitOnIdle: true,
    statement_timeout: STATEMENT_TIMEOUT,
    idle_in_transaction_session_timeout: STATEMENT_TIMEOUT,
    // The last resort against a server that is frozen and says nothing at all.
    query_timeout: STATEMENT_TIMEOUT + 5_000,
  });
  pool.on('error', error => log.debug({ schema, err: error }, 'An idle database connection was lost.'));
  // One that is in use says so as well, beside its query: unheard, that would end the process.
  pool.on('connect', client => void client.on('error', () => {}));
  const observe = metrics && measurePool(metrics, schema, pool);
  const db = new Kysely<T>({
    dialect: new PostgresDialect({ pool: mappedPool(pool) }),
    log: event => observe?.(event.queryDurationMillis / 1000, event.level === 'error'),
  });
  const close = () => (pool.ending ? Promise.resolve() : pool.end());
  return { schema, db, pool, ping: () => ping(pool), close, [Symbol.asyncDispose]: close };
}

async function ping(pool: pg.Pool): Promise<void> {
  try {
    const query: pg.QueryConfig & { query_timeout: number } = {
      text: 'select 1',
      query_timeout: PING_TIMEOUT,
    };
    await pool.query(query);
  } catch (error) {
    throw fromDatabase(error);
  }
}

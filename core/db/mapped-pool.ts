import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type pg from 'pg';
import { fromDatabase, isConnectionTrouble } from './errors.ts';
import { isStalePlan, PreparedNames } from './prepared.ts';
import { Slots } from './slots.ts';

/** A pool for Kysely whose errors went through `fromDatabase`, and which throws away connections that have failed. */
export function mappedPool(pool: pg.Pool): PostgresPool {
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  const names = new PreparedNames();
  const slots = new Slots(pool.options.max);
  pool.on('remove', () => slots.narrow(pool.totalCount));
  return {
    options: pool.options,
    async connect() {
      await slots.enter();
      const client = await pool.connect().catch(error => {
        slots.leave();
        throw fromDatabase(error);
      });
      const mapped = clients.get(client) ?? mapClient(client, names, () => slots.leave());
      clients.set(client, mapped);
      return mapped;
    },
    end: () => pool.end(),
  };
}

function mapClient(client: pg.PoolClient, names: PreparedNames, onRelease: () => void): PostgresPoolClient {
  let broken = false;

  async function run<R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    const name = names.of(text);
    const values = [...parameters];
    try {
      const asked = client.query(name === undefined ? { text, values } : { name, text, values });
      const { command, rowCount, rows } = await asked.catch(error => {
        if (name === undefined || !isStalePlan(error)) throw error;
        names.refuse(text);
        // Within a transaction this fails too, and with it the transaction: once.
        return client.query({ text, values });
      });
      return { command: command as PostgresQueryResult<R>['command'], rowCount: rowCount ?? 0, rows };
    } catch (error) {
      broken ||= isConnectionTrouble(error);
      throw fromDatabase(error);
    }
  }

  function query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function query<R>(
    first: string | PostgresCursor<R>,
    parameters: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    if (typeof first !== 'string') throw new TypeError('Cursors are not set up: read in pages.');
    return run<R>(first, parameters);
  }

  function release(destroy?: boolean | Error): void {
    client.release(destroy || broken);
    onRelease();
  }

  return { query, release };
}

import pg from 'pg';
import { AppError } from '../errors.ts';
import type { Log } from '../log.ts';
import { connectionConfig } from './connection.ts';
import { fromDatabase } from './errors.ts';
import { type Migration, readMigrations } from './migrations.ts';

export interface MigrateOptions {
  readonly url: string;
  /** The service's schema; made when missing. */
  readonly schema: string;
  /** The folder with the service's numbered `.sql` files. */
  readonly directory: string;
  readonly log: Log;
  /** Connections of the schema. Where all is applied, as on most starts, one of them tells, and none is opened for it. */
  readonly pool?: pg.Pool;
}

/** A migration that waits longer for a table that the running version holds gives up, and is tried at next start. */
const LOCK_TIMEOUT = '30s';

/**
 * Applies the migrations that the schema does not have yet, each in a transaction of its own, and gives their names. Any
 * number of processes may do this at once: one works, the others wait and find it done. A kill leaves nothing half.
 *
 * The schema may be ahead of the code, since two versions run side by side during an update: that is logged and accepted.
 * Throws `AppError`: `conflict` when an applied file has changed since, `internal` naming the file and line of broken SQL.
 */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const { url, schema, directory, log, pool } = options;
  const migrations = await readMigrations(directory);
  const before = pool && (await applied(pool, schema).catch(() => undefined)); // no table yet, or trouble that is met again below
  if (before && comparePending(schema, migrations, before, log).length === 0) return [];
  const client = new pg.Client(connectionConfig(url, schema));
  client.on('error', () => {}); // the query under way reports it
  try {
    await client.connect();
    // Held by the session, so that the server lets go of it when we are killed.
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [`croft migrate ${schema}`]);
    await prepare(client, schema);
    const pending = comparePending(schema, migrations, await applied(client, schema), log);
    for (const migration of pending) {
      await apply(client, schema, migration);
      log.info({ schema, migration: migration.name }, `Applied migration ${schema}/${migration.name}.`);
    }
    return pending.map(({ name }) => name);
  } catch (error) {
    throw fromDatabase(error);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Makes the schema and its table of applied migrations, unless they are there. */
export async function prepare(client: pg.Client, schema: string): Promise<void> {
  // Asked first: creating needs a right on the database that a careful owner may have withheld.
  const { rowCount } = await client.query('select from pg_namespace where nspname = $1', [schema]);
  if (rowCount === 0) await client.query(`create schema ${client.escapeIdentifier(schema)}`);
  await client.query(`
    create table if not exists ${client.escapeIdentifier(schema)}.migrations (
      name text primary key,
      checksum text not null,
      applied_at timestamptz not null default now()
    )`);
}

async function applied(client: pg.Client | pg.Pool, schema: string): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    `select name, checksum from ${pg.escapeIdentifier(schema)}.migrations`,
  );
  return new Map(rows.map(row => [row.name, row.checksum]));
}

function comparePending(
  schema: string,
  known: Migration[],
  done: Map<string, string>,
  log: Log,
): Migration[] {
  for (const { name, checksum } of known) {
    const before = done.get(name);
    if (before === undefined || before === checksum) continue;
    throw new AppError(
      'conflict',
      `${schema}/${name} has been changed since this database applied it. Restore the file, and put the change into a new migration.`,
    );
  }
  const names = new Set(known.map(({ name }) => name));
  const newer = [...done.keys()].filter(name => !names.has(name));
  if (newer.length > 0)
    log.warn({ schema, migrations: newer }, `The schema ${schema} was made by a newer version of croft.`);
  return known.filter(({ name }) => !done.has(name));
}

async function apply(client: pg.Client, schema: string, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(`set local lock_timeout = '${LOCK_TIMEOUT}'`);
    await applyWithin(client, schema, migration);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

/** Applies a migration in the transaction under way, whose search path begins with the schema. */
export async function applyWithin(
  client: pg.Client,
  schema: string,
  { name, sql, checksum }: Migration,
): Promise<void> {
  try {
    await client.query(sql);
    // A migration may have changed the search path for itself.
    await client.query(
      `insert into ${client.escapeIdentifier(schema)}.migrations (name, checksum) values ($1, $2)`,
      [name, checksum],
    );
  } catch (error) {
    throw explained(error, `${schema}/${name}`, sql);
  }
}

function explained(error: unknown, file: string, sql: string): unknown {
  const mapped = fromDatabase(error);
  if (mapped instanceof AppError || !(mapped instanceof Error)) return mapped;
  const position = Number((mapped as pg.DatabaseError).position);
  const line = position > 0 ? `:${sql.slice(0, position).split('\n').length}` : '';
  return new AppError(
    'internal',
    `Migration ${file}${line} failed: ${mapped.message}. Nothing of it was applied.`,
    {
      cause: error,
    },
  );
}

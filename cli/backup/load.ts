import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type pg from 'pg';
import { getConstructionPlans } from 'pg-boss';
import { from as copyFrom } from 'pg-copy-streams';
import { applyWithin, prepare } from '../../core/db/migrate.ts';
import { type Migration, readMigrations } from '../../core/db/migrations.ts';
import { AppError } from '../../core/errors.ts';
import type { DumpOptions } from './dump.ts';
import type { Manifest } from './manifest.ts';
import { Rows } from './rows.ts';
import { copyText, JOBS, listTables, presentSchemas, qualified } from './tables.ts';

export interface LoadOptions extends DumpOptions {
  /** The folder of each service's migrations. */
  readonly migrations: ReadonlyMap<string, string>;
  /** Runs when every row is in and nothing is committed: what it throws takes all of it back. */
  beforeCommit(): Promise<void>;
}

/**
 * Makes the schemas as they were and fills them, in one transaction. Throws `AppError` `conflict` when the database has one
 * of them already, or when this Croft lacks migrations that the backup had.
 */
export async function loadDatabase(
  client: pg.Client,
  manifest: Manifest,
  folder: string,
  options: LoadOptions,
): Promise<void> {
  const schemas = [...manifest.schemas.map(({ name }) => name), ...(manifest.jobs === null ? [] : [JOBS])];
  const plans = await planSchemas(manifest, options.migrations);
  await client.query('begin');
  try {
    await refuseFilled(client, options.migrations);
    for (const { schema, migrations } of plans) {
      await prepare(client, schema);
      for (const migration of migrations) {
        await client.query(`set local search_path = ${client.escapeIdentifier(schema)}, public`);
        await applyWithin(client, schema, migration);
      }
    }
    if (manifest.jobs !== null) await makeJobs(client, manifest.jobs);
    await fill(client, manifest, folder, schemas, options);
    await options.beforeCommit();
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

/** Throws `conflict` when the database has something of Croft. */
export async function refuseFilled(client: pg.Client, migrations: LoadOptions['migrations']): Promise<void> {
  const [there] = await presentSchemas(client, [...migrations.keys(), JOBS]);
  if (there !== undefined)
    throw new AppError(
      'conflict',
      `The database has the schema ${there} already: nothing was restored. Restore into an empty database, or another CROFT_DATA.`,
    );
}

/** What the schemas of a backup are made by. Throws `conflict` when this Croft lacks a migration that they had. */
export function planSchemas({ schemas }: Manifest, migrations: LoadOptions['migrations']) {
  return Promise.all(schemas.map(schema => planSchema(schema, migrations)));
}

/** The migrations that the backup's schema had, as this Croft has them. */
async function planSchema(
  { name: schema, migrations: wanted }: Manifest['schemas'][number],
  directories: ReadonlyMap<string, string>,
): Promise<{ schema: string; migrations: Migration[] }> {
  const directory = directories.get(schema);
  const known = new Map(
    directory === undefined ? [] : (await readMigrations(directory)).map(one => [one.name, one]),
  );
  const migrations = wanted.map(({ name, checksum }) => {
    const found = known.get(name);
    if (found?.checksum === checksum) return found;
    throw new AppError(
      'conflict',
      `The backup's ${schema}/${name} is not that of this Croft: nothing was restored. Use the Croft that made the backup, or a newer one.`,
    );
  });
  return { schema, migrations };
}

/** The tables of jobs, by what pg-boss would run in a transaction of its own. */
async function makeJobs(client: pg.Client, version: number): Promise<void> {
  await client.query('set local search_path = public');
  const plan = getConstructionPlans(JOBS)
    .replace(/^\s*BEGIN;/, '')
    .replace(/COMMIT;\s*$/, '');
  await client.query(plan);
  await client.query("set local idle_in_transaction_session_timeout = 0; set local lock_timeout = '30s'");
  const { rows } = await client.query<{ version: number }>(`select version from ${JOBS}.version`);
  if (rows[0]?.version !== version)
    throw new AppError(
      'conflict',
      `The backup's background jobs are of version ${version}, this Croft's of ${rows[0]?.version}: nothing was restored. Use the Croft that made the backup.`,
    );
}

async function fill(
  client: pg.Client,
  manifest: Manifest,
  folder: string,
  schemas: string[],
  { signal, progress }: LoadOptions,
): Promise<void> {
  // Foreign keys come back when all rows are in, triggers too: what they would do is in the rows.
  const keys = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and conparentid = 0 and connamespace::regnamespace::text = any($1)`,
    [schemas],
  );
  for (const { table, name } of keys.rows) await client.query(`alter table ${table} drop constraint ${name}`);
  const tables = await listTables(client, schemas);
  for (const { schema, table } of tables) {
    await client.query(`alter table ${qualified(schema, table)} disable trigger user`);
    await client.query(`delete from ${qualified(schema, table)}`); // what migrations put in
  }
  for (const [done, table] of manifest.tables.entries()) {
    signal.throwIfAborted();
    progress(`table ${done + 1} of ${manifest.tables.length}: ${table.schema}.${table.table}`);
    const rows = new Rows();
    const into = client.query(copyFrom(`${copyText(table)} from stdin`));
    await pipeline(createReadStream(join(folder, table.file)), createGunzip(), rows, into, { signal });
    if (rows.rows !== table.rows || rows.digest !== table.digest || into.rowCount !== table.rows)
      throw new AppError(
        'internal',
        `${table.file} has other rows than the manifest says. Nothing was restored.`,
      );
  }
  for (const { schema, sequence, value, called } of manifest.sequences)
    await client.query('select setval($1::regclass, $2, $3)', [qualified(schema, sequence), value, called]);
  for (const { table, name, definition } of keys.rows)
    await client.query(`alter table ${table} add constraint ${name} ${definition}`);
  for (const { schema, table } of tables)
    await client.query(`alter table ${qualified(schema, table)} enable trigger user`);
}

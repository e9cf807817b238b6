import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { BackupFile, Manifest, TableDump } from './manifest.ts';
import { Measure } from './measure.ts';
import { Rows } from './rows.ts';
import {
  copyText,
  JOBS,
  listSequences,
  listTables,
  presentSchemas,
  qualified,
  type Table,
} from './tables.ts';

export type DatabaseDump = Pick<Manifest, 'taken' | 'schemas' | 'jobs' | 'tables' | 'sequences' | 'files'>;

export interface DumpOptions {
  readonly signal: AbortSignal;
  progress(line: string): void;
}

/** Writes every row of the services and their jobs, all as of one moment, into `folder`/database. Croft goes on meanwhile. */
export async function dumpDatabase(
  client: pg.Client,
  services: readonly string[],
  folder: string,
  { signal, progress }: DumpOptions,
): Promise<DatabaseDump> {
  await mkdir(join(folder, 'database'), { mode: 0o700 });
  await client.query('begin transaction isolation level repeatable read read only');
  const now = await client.query<{ now: Date }>('select now()');
  const present = await presentSchemas(client, [...services, JOBS]);
  const tables: TableDump[] = [];
  const files: BackupFile[] = [];
  const found = await listTables(client, present);
  for (const table of found) {
    signal.throwIfAborted();
    progress(`table ${tables.length + 1} of ${found.length}: ${table.schema}.${table.table}`);
    const dumped = await dumpTable(client, table, folder, signal);
    tables.push(dumped.table);
    files.push(dumped.file);
  }
  const schemas: Manifest['schemas'] = [];
  for (const name of present.filter(schema => schema !== JOBS))
    schemas.push({ name, migrations: await appliedTo(client, name) });
  const jobs = present.includes(JOBS)
    ? (await client.query<{ version: number }>(`select version from ${JOBS}.version`)).rows[0]!.version
    : null;
  // Sequences know no transactions: read last, they are past every row.
  const sequences = await listSequences(client, present);
  await client.query('commit');
  return { taken: now.rows[0]!.now.toISOString(), schemas, jobs, tables, sequences, files };
}

async function appliedTo(client: pg.Client, schema: string) {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    `select name, checksum from ${qualified(schema, 'migrations')} order by name`,
  );
  return rows;
}

async function dumpTable(
  client: pg.Client,
  table: Table,
  folder: string,
  signal: AbortSignal,
): Promise<{ table: TableDump; file: BackupFile }> {
  const path = `database/${table.schema}.${table.table}.gz`;
  const rows = new Rows();
  const measure = new Measure();
  await pipeline(
    client.query(copyTo(`${copyText(table)} to stdout`)),
    rows,
    createGzip({ level: 3 }),
    measure,
    createWriteStream(join(folder, path), { flags: 'wx', mode: 0o600, flush: true }),
    { signal },
  );
  return {
    table: { ...table, rows: rows.rows, digest: rows.digest, file: path },
    file: { path, bytes: measure.bytes, sha256: measure.sha256() },
  };
}

/** Counts and hashes the rows of a table without keeping them. */
export async function digestTable(
  client: pg.Client,
  table: Table,
): Promise<{ rows: number; digest: string }> {
  const rows = new Rows();
  rows.resume();
  await pipeline(client.query(copyTo(`${copyText(table)} to stdout`)), rows);
  return { rows: rows.rows, digest: rows.digest };
}

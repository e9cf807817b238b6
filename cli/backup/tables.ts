import pg from 'pg';
import { connectionConfig } from '../../core/db/connection.ts';
import { fromDatabase } from '../../core/db/errors.ts';
import type { Manifest } from './manifest.ts';

/** The schema of background jobs, which pg-boss makes. */
export const JOBS = 'jobs';

export interface Table {
  readonly schema: string;
  readonly table: string;
  /** Those that are stored, without the generated ones. */
  readonly columns: string[];
}

/** A connection that may take its time, and writes values the same way wherever it is. */
export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client(connectionConfig(url));
  client.on('error', () => {}); // the query under way reports it
  try {
    await client.connect();
    await client.query(`
      set statement_timeout = 0; set idle_in_transaction_session_timeout = 0; set lock_timeout = '30s';
      set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set bytea_output = 'hex';
      set extra_float_digits = 1; set client_encoding = 'UTF8'`);
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    throw fromDatabase(error);
  }
}

/** Those of the schemas that the database has. */
export async function presentSchemas(client: pg.Client, schemas: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    'select nspname as name from pg_namespace where nspname = any($1) order by 1',
    [schemas],
  );
  return rows.map(({ name }) => name);
}

/** Tables that hold rows, partitions included, but for those of applied migrations. */
export async function listTables(client: pg.Client, schemas: readonly string[]): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `select n.nspname as schema, c.relname as table,
      array(
        select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum
      ) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname = any($1) and not (c.relname = 'migrations' and n.nspname <> '${JOBS}')
    order by n.nspname, c.relname`,
    [schemas],
  );
  return rows;
}

/** Where each sequence stands. */
export async function listSequences(
  client: pg.Client,
  schemas: readonly string[],
): Promise<Manifest['sequences']> {
  const { rows } = await client.query<{ schema: string; sequence: string }>(
    'select schemaname as schema, sequencename as sequence from pg_sequences where schemaname = any($1) order by 1, 2',
    [schemas],
  );
  const found: Manifest['sequences'] = [];
  for (const { schema, sequence } of rows) {
    const state = await client.query<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from ${qualified(schema, sequence)}`,
    );
    found.push({ schema, sequence, ...state.rows[0]! });
  }
  return found;
}

export function qualified(schema: string, name: string): string {
  return `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`;
}

export function copyText({ schema, table, columns }: Table): string {
  return `copy ${qualified(schema, table)} (${columns.map(pg.escapeIdentifier).join(', ')})`;
}

import { realpath } from 'node:fs/promises';
import pg from 'pg';
import { socketUrl } from './socket-directory.ts';

/**
 * A superuser's connection to the server behind `socketDirectory`, if that is the one of `dataDir`; undefined while it
 * does not answer. The caller ends it.
 */
export async function connectToOurs(
  socketDirectory: string,
  dataDir: string,
): Promise<pg.Client | undefined> {
  const client = new pg.Client({
    connectionString: socketUrl(socketDirectory, 'postgres', 'postgres'),
    connectionTimeoutMillis: 2_000,
    application_name: 'croft launcher',
  });
  client.on('error', () => {}); // its end is what tells
  try {
    await client.connect();
    const answer = await client.query<{ data_directory: string }>('show data_directory');
    const theirs = await realpath(answer.rows[0]?.data_directory ?? '');
    if (theirs === (await realpath(dataDir))) return client;
  } catch {
    // Starting, stopping, or not there: all of them are "not now".
  }
  await client.end().catch(() => {});
  return undefined;
}

/** Makes the role and database that croft works with: the role owns its database and nothing else. */
export async function ensureDatabase(client: pg.Client, name: string): Promise<void> {
  const role = await client.query('select from pg_roles where rolname = $1', [name]);
  if (role.rowCount === 0) await unlessThere(client, `create role ${name} login`);
  const database = await client.query('select from pg_database where datname = $1', [name]);
  if (database.rowCount === 0) await unlessThere(client, `create database ${name} owner ${name}`);
}

/** Two processes may get here at once: the second finds the work done. */
async function unlessThere(client: pg.Client, statement: string): Promise<void> {
  try {
    await client.query(statement);
  } catch (error) {
    if (!['42710', '42P04', '23505'].includes(String((error as pg.DatabaseError).code))) throw error;
  }
}

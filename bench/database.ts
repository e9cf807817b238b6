import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A fresh database on a test server; it goes when the server does. */
export async function freshDatabase(server: string): Promise<string> {
  const name = `bench_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`create database ${name} template template0`);
  await client.end();
  const url = new URL(server);
  url.pathname = name;
  return url.href;
}

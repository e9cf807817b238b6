import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { introspect } from '../core/db/introspect.ts';
import { migrate } from '../core/db/migrate.ts';
import { renderTypes } from '../core/db/render-types.ts';
import { startTestServer } from '../core/db/testing.ts';
import { createLog } from '../core/log.ts';

const SERVICES = resolve(import.meta.dirname, '../services');

/**
 * Applies every service's migrations to the empty database at `url` and gives what each `services/X/schema.ts` has to
 * hold, by its path.
 */
export async function schemaFiles(url: string, services = SERVICES): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const log = createLog({ level: 'warn' });
  const client = new pg.Client(url);
  await client.connect();
  try {
    for (const schema of (await readdir(services)).sort()) {
      const directory = join(services, schema, 'migrations');
      if (!(await readdir(directory).catch(() => [])).some(name => name.endsWith('.sql'))) continue;
      await migrate({ url, schema, directory, log });
      files.set(join(services, schema, 'schema.ts'), renderTypes(await introspect(client, schema)));
    }
  } finally {
    await client.end();
  }
  return files;
}

/** The paths of those files whose content on disk is another. */
export async function staleFiles(files: ReadonlyMap<string, string>): Promise<string[]> {
  const stale: string[] = [];
  for (const [path, text] of files) {
    const found = await readFile(path, 'utf8').catch(() => undefined);
    if (found !== text) stale.push(path);
  }
  return stale;
}

/** `node cli/generate-types.ts` writes the files; with `--check` it only says which are stale, and fails if any is. */
async function main(args: readonly string[]): Promise<void> {
  const server = await startTestServer();
  const database = `types_${process.pid}`;
  const client = new pg.Client(server.url);
  await client.connect();
  try {
    await client.query(`create database ${database} template template0`);
    const url = new URL(server.url);
    url.pathname = database;
    const files = await schemaFiles(url.href);
    const stale = await staleFiles(files);
    if (args.includes('--check')) {
      for (const path of stale) console.error(`${path} is stale: run node cli/generate-types.ts`);
      if (stale.length > 0) process.exitCode = 1;
      return;
    }
    for (const path of stale) {
      await writeFile(path, files.get(path) ?? '');
      console.log(`Wrote ${path}`);
    }
  } finally {
    await client.query(`drop database if exists ${database} with (force)`);
    await client.end();
    await server.stop();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main(process.argv.slice(2));

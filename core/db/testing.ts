import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import pg from 'pg';
import { createLog } from '../log.ts';
import { startEmbedded } from './embedded/start.ts';

/** The variable by which a test run hands its server to the processes that run the test files. */
export const TEST_DATABASE = 'CROFT_TEST_DATABASE';

export interface TestServer {
  /** A database whose role may create others. */
  readonly url: string;
  stop(): Promise<void>;
}

let own: Promise<TestServer> | undefined;

/** Databases whose test is over. They are dropped a little later, when the test's own hooks have let go of them. */
const finished = new Set<string>();
let sweeping = false;

/**
 * A fresh, empty database for this test, dropped after it. It is on the run's server, or, when a file is run alone, on
 * one of the file's own that ends with the process.
 */
export async function testDatabase(t: TestContext): Promise<string> {
  const server = await serverUrl();
  if (!sweeping && !own) process.once('beforeExit', () => dropFinished(server, 'with (force)'));
  sweeping = true;
  await dropFinished(server, '');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await execute(server, `create database ${name} template template0`);
  t.after(() => finished.add(name));
  const url = new URL(server);
  url.pathname = name;
  return url.href;
}

async function serverUrl(): Promise<string> {
  return process.env[TEST_DATABASE] ?? process.env['TEST_DATABASE_URL'] ?? (await ownServer()).url;
}

async function dropFinished(server: string, how: string): Promise<void> {
  for (const name of finished) {
    const dropped = await execute(server, `drop database if exists ${name} ${how}`).then(
      () => true,
      () => false, // still in use: next time
    );
    if (dropped) finished.delete(name);
  }
}

/** Starts the server that a test run shares: in a temporary directory and, since a crash loses nothing, without fsync. */
export async function startTestServer(): Promise<TestServer> {
  const external = process.env['TEST_DATABASE_URL'];
  if (external) return { url: external, stop: async () => {} };
  const directory = await mkdtemp(join(tmpdir(), 'croft-test-'));
  await chmod(directory, 0o755); // as root we run the server as another user, who has to get in
  const server = await startEmbedded({
    dataDir: join(directory, 'postgres'),
    log: createLog({ level: 'warn' }),
    durable: false,
  });
  await execute(server.adminUrl, 'alter role croft createdb');
  return {
    url: server.url,
    async stop() {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function ownServer(): Promise<TestServer> {
  own ??= startTestServer().then(server => {
    process.once('beforeExit', () => server.stop());
    return server;
  });
  return own;
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url);
  client.on('error', () => {}); // the query under way reports it
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

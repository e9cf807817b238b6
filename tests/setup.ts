import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestServer, TEST_DATABASE, type TestServer } from '../core/db/testing.ts';

let server: TestServer | undefined;

/**
 * One PostgreSQL for the whole run; the processes that run the test files inherit its address. They also share what Node
 * keeps of compiled files, types stripped, or each would compile the same hundreds again.
 */
export async function globalSetup(): Promise<void> {
  server = await startTestServer();
  process.env[TEST_DATABASE] = server.url;
  process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'node-compile-cache');
}

export async function globalTeardown(): Promise<void> {
  await server?.stop();
}

import { startTestServer, TEST_DATABASE, type TestServer } from '../core/db/testing.ts';

let server: TestServer | undefined;

/** One PostgreSQL for the whole run; the processes that run the test files inherit its address. */
export async function globalSetup(): Promise<void> {
  server = await startTestServer();
  process.env[TEST_DATABASE] = server.url;
}

export async function globalTeardown(): Promise<void> {
  await server?.stop();
}

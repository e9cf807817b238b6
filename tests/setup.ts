import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCluster, TEST_CLUSTER } from '../core/db/embedded/testing.ts';
import { startTestServer, TEST_DATABASE, type TestServer } from '../core/db/testing.ts';
import { TEST_BUNDLES } from '../services/web/testing/shared-bundles.ts';

let server: TestServer | undefined;
let directory: string | undefined;

/**
 * One PostgreSQL for the whole run, and what a first start of Croft makes, to be copied; the processes that run the test files
 * inherit their addresses. They also share what Node keeps of compiled files, types stripped, or each would compile the same hundreds again.
 */
export async function globalSetup(): Promise<void> {
  directory = await mkdtemp(join(tmpdir(), 'croft-run-'));
  if (!process.env['TEST_DATABASE_URL']) process.env[TEST_CLUSTER] = await makeCluster(directory);
  process.env[TEST_BUNDLES] = directory;
  server = await startTestServer();
  process.env[TEST_DATABASE] = server.url;
  process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'node-compile-cache');
}

export async function globalTeardown(): Promise<void> {
  await server?.stop();
  if (directory) await rm(directory, { recursive: true, force: true });
}

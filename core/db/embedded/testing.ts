import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { chooseAccount } from './account.ts';
import { findBinaries } from './binaries.ts';
import { initialise } from './initialise.ts';

/** The variable by which a test run hands its data directory to the processes that run the test files. */
export const TEST_CLUSTER = 'CROFT_TEST_CLUSTER';

const run = promisify(execFile);

let own: Promise<string> | undefined;

/** Makes `dataDir` what it is after a first start and stop: initdb takes as long as a test, and copying its files hardly any time. */
export async function copyCluster(dataDir: string): Promise<void> {
  own ??= ownCluster();
  const made = await own;
  await mkdir(dirname(dataDir), { recursive: true });
  await run('cp', ['-a', made, dataDir]);
}

/** A data directory that no server has run in, in a folder that only its copies are made of. */
export async function makeCluster(directory: string): Promise<string> {
  await chmod(directory, 0o755); // as root, initdb runs as another user, who has to get in
  const dataDir = join(directory, 'initialised');
  await initialise(dataDir, await findBinaries(`${dataDir}.lib`), await chooseAccount(dataDir), false);
  return dataDir;
}

function ownCluster(): Promise<string> {
  const given = process.env[TEST_CLUSTER];
  if (given !== undefined) return Promise.resolve(given);
  const directory = mkdtempSync(join(tmpdir(), 'croft-cluster-'));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  return makeCluster(directory);
}

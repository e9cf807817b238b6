import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The variable by which a test run hands its folder to the processes that run the test files. */
export const TEST_BUNDLES = 'CROFT_TEST_BUNDLES';

let own: string | undefined;

/** A data directory in which nothing but the site's bundles are kept: one for a whole run, or for a file that is run alone. */
export function bundlesData(): string {
  const given = process.env[TEST_BUNDLES];
  if (given !== undefined) return given;
  if (own === undefined) {
    const made = mkdtempSync(path.join(tmpdir(), 'croft-bundles-'));
    process.once('exit', () => rmSync(made, { recursive: true, force: true }));
    own = made;
  }
  return own;
}

/** Lets a Croft of this data directory find the bundles that others of the run have made, as it finds its own after the first start. */
export async function shareBundles(data: string): Promise<void> {
  const shared = path.join(bundlesData(), 'cache', 'web');
  const place = path.join(data, 'cache', 'web');
  await mkdir(shared, { recursive: true });
  await mkdir(path.dirname(place), { recursive: true });
  await symlink(shared, place).catch(error => {
    if (error.code !== 'EEXIST') throw error; // started before in the same directory
  });
}

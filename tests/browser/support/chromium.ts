import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { after, type TestContext } from 'node:test';
import { type Browser, chromium } from 'playwright-core';

const NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];

/**
 * Quiet: no first-run pages, no updates, no traffic of the browser's own, and no process held ready for a page that a test
 * will not open. The sandbox needs a user other than root.
 */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--renderer-process-limit=1',
];

const path = findChromium();

/** Why tests with a browser cannot run here, or undefined when they can: for `test`'s option `skip`. */
export const noChromium = path === undefined ? `none of ${NAMES.join(', ')} is on the PATH` : undefined;

/** The browser of this file's tests; each test has contexts of its own. */
let running: Promise<Browser> | undefined;
after(async () => (await running)?.close());

/** A browser whose contexts are closed after the test. */
export async function launch(t: TestContext): Promise<Browser> {
  if (path === undefined) throw new Error(noChromium);
  running ??= chromium.launch({ executablePath: path, args: ARGUMENTS });
  const browser = await running;
  t.after(() => Promise.all(browser.contexts().map(context => context.close())));
  return browser;
}

function findChromium(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return folders.flatMap(folder => NAMES.map(name => join(folder, name))).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

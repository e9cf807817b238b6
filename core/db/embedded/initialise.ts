import { execFile } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { AppError } from '../../errors.ts';
import { type Account, giveTo, identity, reaching } from './account.ts';
import type { Binaries } from './binaries.ts';
import { serverEnvironment } from './environment.ts';
import { explain } from './explain.ts';
import { SETTINGS_FILE } from './settings.ts';

const run = promisify(execFile);

/** A draft this old was left by a process that was killed: initdb takes a second or two. */
const ABANDONED_AFTER = 10 * 60_000;

/**
 * Makes `dataDir` a PostgreSQL data directory unless it is one. The work happens in a draft beside it that takes its
 * place in one step, so that a kill leaves nothing half, and of two processes that do it at once one wins.
 */
export async function initialise(
  dataDir: string,
  binaries: Binaries,
  account: Account,
  durable: boolean,
): Promise<void> {
  const parent = dirname(dataDir);
  const prefix = `${basename(dataDir)}.draft-`;
  try {
    if (await isInitialised(dataDir, binaries.major)) return;
    await mkdir(parent, { recursive: true });
    await sweepDrafts(parent, prefix);
    const draft = await mkdtemp(join(parent, prefix));
    try {
      await giveTo(account, draft);
      await initdb(
        draft,
        binaries,
        await reaching(account, [binaries.postgres, binaries.catalog], [draft]),
        durable,
      );
      await appendFile(join(draft, 'postgresql.conf'), `\ninclude_if_exists = '${SETTINGS_FILE}'\n`);
      await putInPlace(draft, dataDir, binaries.major);
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  } catch (cause) {
    throw explain(cause, dataDir);
  }
}

async function isInitialised(dataDir: string, major: number): Promise<boolean> {
  const files = await ifThere(readdir(dataDir));
  if (!files || files.length === 0) return false;
  const version = await ifThere(readFile(join(dataDir, 'PG_VERSION'), 'utf8'));
  if (version === undefined)
    throw new AppError(
      'unavailable',
      `${dataDir} holds files but no database. Move them away, or point CROFT_DATA elsewhere.`,
    );
  if (Number(version) === major) return true;
  throw new AppError(
    'unavailable',
    `The database in ${dataDir} was made by PostgreSQL ${version.trim()}, and this croft brings PostgreSQL ${major}. ` +
      'Back up with the croft that made it, move the folder away, start this one and restore the backup.',
  );
}

async function ifThere<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function initdb(draft: string, binaries: Binaries, account: Account, durable: boolean): Promise<void> {
  const command = [
    ...account.prefix,
    binaries.initdb,
    `--pgdata=${draft}`,
    '--username=postgres',
    '--auth=trust',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ];
  await run(command[0]!, command.slice(1), {
    ...identity(account),
    cwd: '/',
    env: serverEnvironment(binaries),
  });
}

async function putInPlace(draft: string, dataDir: string, major: number): Promise<void> {
  try {
    await rename(draft, dataDir);
  } catch (error) {
    // Another process was first; its directory is as good as ours.
    if (await isInitialised(dataDir, major)) return;
    throw error;
  }
  const folder = await open(dirname(dataDir), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function sweepDrafts(parent: string, prefix: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(prefix)) continue;
    const path = join(parent, name);
    const found = await stat(path).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > ABANDONED_AFTER)
      await rm(path, { recursive: true, force: true });
  }
}

import { execFile, spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { AppError } from '../../errors.ts';

const run = promisify(execFile);

/** As whom the server runs, and the words to put before its command line. */
export interface Account {
  /** Undefined: as ourselves. */
  readonly uid: number | undefined;
  readonly gid: number | undefined;
  /** A command that drops root but keeps the right to pass through folders closed to others. */
  readonly prefix: readonly string[];
}

const OURSELVES: Account = { uid: undefined, gid: undefined, prefix: [] };

/** Tried in this order when we are root, which PostgreSQL refuses to run as. */
const CANDIDATES = ['croft', 'postgres', 'nobody'];

/** The account that owns `dataDir`, or the one that shall own it when there is none yet. */
export async function chooseAccount(dataDir: string): Promise<Account> {
  if (process.getuid?.() !== 0) return OURSELVES;
  const owner = await stat(dataDir).catch(() => undefined);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid, prefix: [] };
  for (const name of CANDIDATES) {
    const ids = await lookUp(name);
    if (ids && ids.uid !== 0) return { ...ids, prefix: [] };
  }
  throw new AppError(
    'unavailable',
    'PostgreSQL does not run as root, and there is no user croft, postgres or nobody to run it as. ' +
      'Make one (useradd --system croft), or start croft as a plain user.',
  );
}

async function lookUp(name: string): Promise<{ uid: number; gid: number } | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

/** Gives `path` and all below it to the account. */
export async function giveTo(account: Account, path: string): Promise<void> {
  if (account.uid === undefined || account.gid === undefined) return;
  await run('chown', ['-R', `${account.uid}:${account.gid}`, path]);
}

/**
 * The account with what it needs to reach `files` and `directories`. Where a folder above them is closed to it (a clone
 * under /root), the server is started through setpriv with CAP_DAC_READ_SEARCH and nothing else; `no_setuid_fixup`
 * makes access(2), by which PostgreSQL looks for its own files, honour that capability.
 */
export async function reaching(
  account: Account,
  files: readonly string[],
  directories: readonly string[],
): Promise<Account> {
  if (account.uid === undefined) return account;
  if (await canReach(account, files, directories)) return account;
  const raised: Account = {
    uid: undefined,
    gid: undefined,
    prefix: [
      'setpriv',
      `--reuid=${account.uid}`,
      `--regid=${account.gid}`,
      '--clear-groups',
      '--securebits=+no_setuid_fixup',
      '--inh-caps=+dac_read_search',
      '--ambient-caps=+dac_read_search',
    ],
  };
  if (await canReach(raised, files, directories)) return raised;
  throw new AppError(
    'unavailable',
    `PostgreSQL runs as user ${account.uid} here, since it refuses root, and that user cannot reach ` +
      `${[...files, ...directories].join(', ')}. Move the program and CROFT_DATA out of folders that only root may ` +
      'enter (such as /root), start croft as a plain user, or set DATABASE_URL.',
  );
}

function canReach(
  account: Account,
  files: readonly string[],
  directories: readonly string[],
): Promise<boolean> {
  const script =
    'n=$1; shift; while [ "$n" -gt 0 ]; do [ -r "$1" ] || exit 1; shift; n=$((n-1)); done; for d do cd "$d" || exit 1; done';
  const command = [
    ...account.prefix,
    'sh',
    '-c',
    script,
    'reach',
    String(files.length),
    ...files,
    ...directories,
  ];
  return new Promise(resolve => {
    const child = spawn(command[0]!, command.slice(1), { ...identity(account), cwd: '/', stdio: 'ignore' });
    child.on('error', () => resolve(false));
    child.on('exit', code => resolve(code === 0));
  });
}

/** The account as `spawn` options. */
export function identity(account: Account): { uid?: number; gid?: number } {
  return account.uid === undefined || account.gid === undefined ? {} : { uid: account.uid, gid: account.gid };
}

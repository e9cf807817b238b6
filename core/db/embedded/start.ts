import { mkdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { chooseAccount, giveTo, reaching } from './account.ts';
import { adopt } from './adopt.ts';
import { findBinaries } from './binaries.ts';
import { explain } from './explain.ts';
import { initialise } from './initialise.ts';
import { type Launch, launch } from './launch.ts';
import { disownStalePid } from './postmaster-pid.ts';
import { writeSettings } from './settings.ts';
import { makeSocketDirectory, socketDirectory } from './socket-directory.ts';

export interface EmbeddedOptions {
  /** Where the data is, as an absolute path; made when missing. */
  readonly dataDir: string;
  readonly log: Log;
  /** Gives up a start that is under way. Does not stop a server that runs. */
  readonly signal?: AbortSignal;
  /** False trades the safety of the data for speed. For test runs alone. */
  readonly durable?: boolean;
}

/** A running server. */
export interface Embedded extends AsyncDisposable {
  /** For `DATABASE_URL`'s place: a role that owns the database `croft` and nothing else. */
  readonly url: string;
  /** The same server as its superuser, for backups. */
  readonly adminUrl: string;
  /** The server's process id. */
  readonly pid: number;
  /** True when another process started it: then it lives as long as that one wants. */
  readonly adopted: boolean;
  /** Settles, never fails, when the server is gone for whatever reason. */
  readonly exited: Promise<void>;
  /** Shuts the server down if we started it, else only lets go of it. */
  stop(): Promise<void>;
}

/** How long a start may take: recovery after a power loss is the slow case. */
const PATIENCE = 120_000;

/**
 * Starts PostgreSQL in `dataDir`, or joins the one that runs there already. Fails with an `AppError` that says what to do.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { log, signal, durable = true } = options;
  const dataDir = await canonical(options.dataDir);
  const binaries = await findBinaries(`${dataDir}.lib`);
  const owner = await chooseAccount(dataDir);
  await initialise(dataDir, binaries, owner, durable);
  if ((await stat(dataDir)).uid === 0) await giveTo(owner, dataDir);
  const account = await reaching(owner, [binaries.postgres, binaries.catalog], [dataDir]);
  const sockets = socketDirectory(dataDir);
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    signal?.throwIfAborted();
    const found = await adopt(dataDir);
    if (found) return found;
    let attempt: Launch;
    try {
      await makeSocketDirectory(sockets, dataDir, owner);
      await writeSettings(dataDir, owner, durable);
      await disownStalePid(dataDir);
      attempt = await launch({ binaries, account, dataDir, sockets, log, deadline, signal });
    } catch (cause) {
      signal?.throwIfAborted();
      throw explain(cause, dataDir);
    }
    if (attempt.server) return attempt.server;
    if (!attempt.occupied) throw explain(undefined, dataDir, attempt.output);
    if (Date.now() > deadline)
      throw new AppError(
        'unavailable',
        `Another PostgreSQL holds ${dataDir} and does not answer.\n${attempt.output}`,
      );
    await sleep(100, undefined, { signal });
  }
}

/** The path without links in its parents, so that two spellings of it are one directory. */
async function canonical(dataDir: string): Promise<string> {
  try {
    await mkdir(dirname(dataDir), { recursive: true });
    return await realpath(dataDir).catch(async () =>
      join(await realpath(dirname(dataDir)), basename(dataDir)),
    );
  } catch (cause) {
    throw explain(cause, dataDir);
  }
}

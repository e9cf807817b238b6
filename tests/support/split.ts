import type { TestContext } from 'node:test';
import { type RunningCroft, runCroft, startCroft } from './croft.ts';
import { freePort } from './network.ts';

/** What `croft status --json` says of a service. */
export interface StatusRow {
  service: string;
  pid: number;
  ready: boolean;
  crashes: number;
  lastCrash?: { how: string; line: string };
}

export interface SplitCroft {
  readonly croft: RunningCroft;
  readonly origin: string;
  /** Runs another command for the same Croft. */
  run(...args: string[]): ReturnType<typeof runCroft>;
  status(): Promise<StatusRow[]>;
}

export interface SplitOptions {
  readonly databaseUrl?: string;
  /** One that has ended: the new one is its next start. */
  readonly before?: SplitCroft;
}

/** A Croft with one process per service, ready; on a database of its own making unless one is given. */
export async function startSplit(t: TestContext, { databaseUrl, before }: SplitOptions): Promise<SplitCroft> {
  const port = before ? new URL(before.origin).port : String(await freePort());
  const env = { PORT: port, ...(databaseUrl && { DATABASE_URL: databaseUrl }) };
  const croft = await startCroft(t, {
    args: ['--split'],
    env,
    ...(before && { directory: before.croft.directory }),
  });
  await croft.line(/one process per service/);
  const run = (...args: string[]) => runCroft(args, { directory: croft.directory, env });
  const status = async () => JSON.parse((await run('status', '--json')).out) as StatusRow[];
  return { croft, run, status, origin: `http://localhost:${port}` };
}

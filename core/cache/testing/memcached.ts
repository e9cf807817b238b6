import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Why tests with a real memcached cannot run here, or undefined when they can. */
export const noMemcached: string | undefined = (process.env['PATH'] ?? '')
  .split(delimiter)
  .some(folder => existsSync(join(folder, 'memcached')))
  ? undefined
  : 'memcached is not installed';

/** A memcached of our own, in a fresh folder on a Unix socket, or on a free port of this machine. */
export class TestMemcached implements AsyncDisposable {
  readonly #folder: string;
  readonly #tcp: boolean;
  #process: ChildProcess | undefined;
  #server = '';

  private constructor(folder: string, tcp: boolean) {
    this.#folder = folder;
    this.#tcp = tcp;
  }

  static async start(tcp = false): Promise<TestMemcached> {
    const memcached = new TestMemcached(await mkdtemp(join(tmpdir(), 'croft-memcached-')), tcp);
    await memcached.run();
    return memcached;
  }

  /** As `createCache` takes it. */
  get server(): string {
    return this.#server;
  }

  /** Starts it, the first time or after `kill`; it is then empty. */
  async run(): Promise<void> {
    const ready = join(this.#folder, this.#tcp ? 'ports' : 'socket');
    await rm(ready, { force: true });
    const listen = this.#tcp ? ['-l', '127.0.0.1', '-p', '-1', '-U', '0'] : ['-s', ready];
    const asUser = process.getuid?.() === 0 ? ['-u', 'root'] : [];
    this.#process = spawn('memcached', [...listen, '-t', '2', ...asUser], {
      stdio: 'ignore',
      env: { ...process.env, MEMCACHED_PORT_FILENAME: ready },
    });
    while (!existsSync(ready)) await delay(10);
    this.#server = this.#tcp ? await portIn(ready) : `unix:${ready}`;
  }

  /** Freezes it, as a machine that hangs; resolves when it is. */
  async freeze(): Promise<void> {
    this.#process?.kill('SIGSTOP');
    while (!this.#state.startsWith('T')) await delay(5);
  }

  thaw(): void {
    this.#process?.kill('SIGCONT');
  }

  async kill(): Promise<void> {
    const ended = this.#process;
    this.#process = undefined;
    if (ended === undefined) return;
    const exit = once(ended, 'exit');
    ended.kill('SIGKILL');
    await exit;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true });
  }

  get #state(): string {
    return execFileSync('ps', ['-o', 'state=', '-p', String(this.#process?.pid)], { encoding: 'utf8' });
  }
}

/** Reads the file to which memcached wrote its port. */
async function portIn(file: string): Promise<string> {
  const port = /^TCP INET: (\d+)$/m.exec(await readFile(file, 'utf8'))?.[1];
  if (port === undefined) throw new Error('memcached did not say its port');
  return `127.0.0.1:${port}`;
}

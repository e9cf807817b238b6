import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Why tests with a real memcached cannot run here, or undefined when they can. */
export const noMemcached: string | undefined = (process.env['PATH'] ?? '')
  .split(delimiter)
  .some(folder => existsSync(join(folder, 'memcached')))
  ? undefined
  : 'memcached is not installed';

/** A memcached of our own on a Unix socket in a fresh folder. */
export class TestMemcached implements AsyncDisposable {
  readonly #folder: string;
  #process: ChildProcess | undefined;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async start(): Promise<TestMemcached> {
    const memcached = new TestMemcached(await mkdtemp(join(tmpdir(), 'croft-memcached-')));
    await memcached.run();
    return memcached;
  }

  /** As `createCache` takes it. */
  get server(): string {
    return `unix:${this.#path}`;
  }

  /** Starts it, the first time or after `kill`; it is then empty. */
  async run(): Promise<void> {
    await rm(this.#path, { force: true });
    const asUser = process.getuid?.() === 0 ? ['-u', 'root'] : [];
    this.#process = spawn('memcached', ['-s', this.#path, '-t', '2', ...asUser], { stdio: 'ignore' });
    while (!existsSync(this.#path)) await delay(10);
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

  get #path(): string {
    return join(this.#folder, 'socket');
  }
}

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Times } from '../cache.ts';

export interface FleetJob {
  readonly key: string;
  readonly times: Times;
  /** Concurrent readers in each process. */
  readonly readers: number;
  /** Milliseconds that a load takes. */
  readonly loadMs: number;
}

export interface FleetResult {
  readonly loads: number;
  readonly values: readonly string[];
}

/** Several processes that read through one memcached at the same time. */
export class Fleet implements AsyncDisposable {
  readonly #processes: readonly ChildProcess[];

  private constructor(processes: readonly ChildProcess[]) {
    this.#processes = processes;
  }

  static async start(size: number, server: string): Promise<Fleet> {
    const script = fileURLToPath(new URL('fleet-reader.ts', import.meta.url));
    const processes = Array.from({ length: size }, () => fork(script, [server]));
    await Promise.all(processes.map(child => once(child, 'message')));
    return new Fleet(processes);
  }

  /** All read at once; the loads of all processes together, and every value read. */
  async read(job: FleetJob): Promise<FleetResult> {
    const results = await Promise.all(
      this.#processes.map(async child => {
        const answer = once(child, 'message');
        child.send(job);
        return (await answer)[0] as FleetResult;
      }),
    );
    return {
      loads: results.reduce((sum, result) => sum + result.loads, 0),
      values: results.flatMap(result => result.values),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(
      this.#processes.map(async child => {
        const exit = once(child, 'exit');
        child.disconnect();
        await exit;
      }),
    );
  }
}

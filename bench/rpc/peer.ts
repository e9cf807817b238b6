import { fork } from 'node:child_process';
import { once } from 'node:events';

/** CPU that a process used, in microseconds. */
export function cpuNow(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** A server in a process of its own, which can be asked for the CPU that it used. */
export interface Peer extends AsyncDisposable {
  /** Where it listens, as it said. */
  readonly at: unknown;
  cpu(): Promise<number>;
}

/** Starts a server file; it sends `{ at }` when it listens and answers `cpu` with `{ cpu }`. */
export async function startPeer(file: string, args: readonly string[]): Promise<Peer> {
  const child = fork(new URL(file, import.meta.url), args, { stdio: 'inherit' });
  const [{ at }] = (await once(child, 'message')) as [{ at: unknown }];
  return {
    at,
    async cpu() {
      child.send('cpu');
      const [{ cpu }] = (await once(child, 'message')) as [{ cpu: number }];
      return cpu;
    },
    async [Symbol.asyncDispose]() {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}

/** The serving side of `startPeer`. */
export function tellParent(at: unknown): void {
  process.on('message', () => process.send!({ cpu: cpuNow() }));
  process.on('disconnect', () => process.exit());
  process.send!({ at });
}

import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** The core that servers have to themselves, and the one of whoever asks them. */
const SERVER = '0';
const CLIENT = '1';

const canPin = availableParallelism() > 1 && taskset('--version') !== undefined;

/** A command that is kept, with all that it starts, on the servers' core; as it is where there is no taskset (util-linux) or no second core. */
export function onServerCore(command: string, args: readonly string[]): [string, string[]] {
  return canPin ? ['taskset', ['-c', SERVER, command, ...args]] : [command, [...args]];
}

/** Keeps this process on the other core until disposed. */
export function leaveServerCore(): Disposable {
  const pid = String(process.pid);
  const before = canPin ? taskset('-cp', pid)?.split(': ')[1]?.trim() : undefined;
  if (before === undefined) return { [Symbol.dispose]: () => {} };
  taskset('-acp', CLIENT, pid);
  return { [Symbol.dispose]: () => void taskset('-acp', before, pid) };
}

function taskset(...args: string[]): string | undefined {
  try {
    return execFileSync('taskset', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return undefined;
  }
}

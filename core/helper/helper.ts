import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { AppError } from '../errors.ts';
import type { Problem, Reply } from './serve-helper.ts';

export interface HelperOptions {
  /** The script that calls `serveHelper`. */
  readonly script: URL;
  /** Milliseconds for one task, after which the process is killed. */
  readonly longest: number;
}

/** What can be asked for by name: what each task is given, and what it gives. */
export type TaskTypes = Record<string, { asked: object; given: unknown }>;

export type Helper<T extends TaskTypes> = <N extends keyof T & string>(
  name: N,
  asked: T[N]['asked'],
) => Promise<T[N]['given']>;

interface Waiting {
  resolve(given: unknown): void;
  reject(error: Error): void;
  timer: NodeJS.Timeout;
}

interface Running {
  child: ChildProcess;
  waiting: Map<number, Waiting>;
  rest?: NodeJS.Timeout;
}

/** Milliseconds without a task after which the process ends. */
const REST = 20_000;
/** Megabytes of JavaScript's own heap. */
const HEAP = 256;

/**
 * Work in a process of its own, which starts with the first task and ends after 20 s of rest: what it took of memory is given back,
 * which a thread or this process would not do, and input made to break it breaks nothing else. A task throws `AppError` for what
 * it refuses with a reason, and `unavailable` when the process ended or took too long.
 */
export function createHelper<T extends TaskTypes>({ script, longest }: HelperOptions): Helper<T> {
  let running: Running | undefined;
  let count = 0;

  function start(): Running {
    const child = fork(fileURLToPath(script), {
      execArgv: [`--max-old-space-size=${HEAP}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const started: Running = { child, waiting: new Map() };
    child.on('message', reply => settle(started, reply as Reply));
    // Either comes when it could not be started, or was killed.
    child.on('error', () => stop(started));
    child.on('exit', () => stop(started));
    return started;
  }

  function settle(answering: Running, reply: Reply): void {
    const waiting = answering.waiting.get(reply.id);
    if (waiting === undefined) return;
    answering.waiting.delete(reply.id);
    clearTimeout(waiting.timer);
    if ('given' in reply) waiting.resolve(reply.given);
    else waiting.reject(problemOf(reply.problem));
    if (answering.waiting.size === 0) rest(answering);
  }

  /** A process that rests keeps this one from nothing. */
  function rest(resting: Running): void {
    resting.child.unref();
    resting.child.channel?.unref();
    resting.rest = setTimeout(stop, REST, resting).unref();
  }

  /** Ends the process, gives up what waits for it, and lets the next task start another. */
  function stop(ended: Running): void {
    if (running === ended) running = undefined;
    clearTimeout(ended.rest);
    for (const { reject, timer } of ended.waiting.values()) {
      clearTimeout(timer);
      reject(new AppError('unavailable', 'The work could not be done now; try again.', { retryAfter: 10 }));
    }
    ended.waiting.clear();
    ended.child.kill('SIGKILL');
  }

  return (name, asked) => {
    running ??= start();
    const used = running;
    const id = ++count;
    return new Promise((resolve, reject) => {
      used.waiting.set(id, { resolve, reject, timer: setTimeout(stop, longest, used) });
      clearTimeout(used.rest);
      used.child.ref();
      used.child.channel?.ref();
      used.child.send({ id, name, asked });
    });
  };
}

function problemOf({ message, reason, details }: Problem): Error {
  return reason === undefined ? new Error(message) : new AppError('invalid', message, { reason, details });
}

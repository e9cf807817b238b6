import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../../../core/errors.ts';
import type { Reply, TaskName, Tasks } from './tasks.ts';

/** Milliseconds for one task, and of rest after which the process ends. */
const LONGEST = 60_000;
const REST = 20_000;

interface Waiting {
  resolve(given: unknown): void;
  reject(error: Error): void;
  timer: NodeJS.Timeout;
}

interface Worker {
  child: ChildProcess;
  waiting: Map<number, Waiting>;
  rest?: NodeJS.Timeout;
}

let worker: Worker | undefined;
let count = 0;

/**
 * Does one thing with a picture in a process of its own, which starts with the first and ends after 20 s of rest: decoding takes
 * a hundred megabytes that an allocator gives back only so, and a picture made to break a decoder breaks nothing else. Throws
 * what the task throws, and `unavailable` when the process ended or took too long.
 */
export function pictureWork<N extends TaskName>(
  name: N,
  asked: Tasks[N]['asked'],
): Promise<Tasks[N]['given']> {
  worker ??= start();
  const used = worker;
  const id = ++count;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(stop, LONGEST, used);
    used.waiting.set(id, { resolve: given => resolve(given as Tasks[N]['given']), reject, timer });
    wake(used);
    used.child.send({ id, name, asked });
  });
}

function start(): Worker {
  const child = fork(fileURLToPath(new URL('./process.js', import.meta.url)), {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const started: Worker = { child, waiting: new Map() };
  child.on('message', reply => settle(started, reply as Reply));
  // Both come when it could not be started at all, or was killed.
  child.on('error', () => stop(started));
  child.on('exit', () => stop(started));
  return started;
}

function settle(answering: Worker, reply: Reply): void {
  const waiting = answering.waiting.get(reply.id);
  if (waiting === undefined) return;
  answering.waiting.delete(reply.id);
  clearTimeout(waiting.timer);
  if ('given' in reply) waiting.resolve(reply.given);
  else waiting.reject(problemOf(reply.problem));
  if (answering.waiting.size === 0) rest(answering);
}

function problemOf({ message, reason }: { message: string; reason: string | undefined }): Error {
  return reason === undefined ? new Error(message) : new AppError('invalid', message, { reason });
}

/** A process that rests keeps this one from nothing. */
function rest(resting: Worker): void {
  resting.child.unref();
  resting.child.channel?.unref();
  resting.rest = setTimeout(stop, REST, resting).unref();
}

function wake({ child, rest }: Worker): void {
  clearTimeout(rest);
  child.ref();
  child.channel?.ref();
}

/** Ends a process, gives up what waits for it, and lets the next task start another. */
function stop(ended: Worker): void {
  if (worker === ended) worker = undefined;
  clearTimeout(ended.rest);
  for (const { reject, timer } of ended.waiting.values()) {
    clearTimeout(timer);
    reject(new AppError('unavailable', 'The picture could not be worked on; try again.', { retryAfter: 10 }));
  }
  ended.waiting.clear();
  ended.child.kill('SIGKILL');
}

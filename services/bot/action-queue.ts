import { AppError } from '../../core/errors.ts';

export interface QueueLimits {
  /** Jobs that run at the same time. */
  readonly running: number;
  /** Jobs that wait, in all rooms. */
  readonly waiting: number;
  /** Jobs of one room, running and waiting. */
  readonly perRoom: number;
  /** Milliseconds that a job may run. */
  readonly time: number;
}

export const QUEUE_LIMITS: QueueLimits = { running: 16, waiting: 500, perRoom: 10, time: 10_000 };

interface Job {
  readonly run: () => Promise<void>;
  readonly cancel: (reason: unknown) => void;
}

/**
 * The bounded queue that all work of the bot goes through. One job of a room runs at a time, in the order they came, and
 * rooms take turns, so that a busy room does not make the others wait. Full, it refuses with `rate_limited`, `queue_full`.
 */
export class ActionQueue {
  readonly #limits: QueueLimits;
  readonly #rooms = new Map<string, Job[]>();
  /** Rooms with a waiting job and none running, in the order of their turns. */
  readonly #turns: string[] = [];
  readonly #busy = new Set<string>();
  #waiting = 0;

  constructor(limits: QueueLimits = QUEUE_LIMITS) {
    this.#limits = limits;
  }

  /** Jobs that wait. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Jobs that run. */
  get running(): number {
    return this.#busy.size;
  }

  /** Throws `rate_limited`, `queue_full` when there is no place for another job of the room. */
  check(room: string): void {
    const ofRoom = (this.#rooms.get(room)?.length ?? 0) + (this.#busy.has(room) ? 1 : 0);
    if (ofRoom >= this.#limits.perRoom || this.#waiting >= this.#limits.waiting) throw queueFull();
  }

  /** Runs `work` in its turn. Its signal aborts when `signal` does or its time is over; aborted while it waits, it never runs. */
  add<T>(room: string, work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    this.check(room);
    const jobs = this.#rooms.get(room) ?? [];
    return new Promise<T>((resolve, reject) => {
      const run = async () => {
        signal.removeEventListener('abort', abort);
        await within(this.#limits.time, signal, work).then(resolve, reject);
      };
      const job: Job = { run, cancel: reject };
      const abort = () => this.#remove(room, job, signal.reason);
      signal.addEventListener('abort', abort, { once: true });
      jobs.push(job);
      this.#waiting++;
      this.#rooms.set(room, jobs);
      if (jobs.length === 1 && !this.#busy.has(room)) this.#turns.push(room);
      this.#next();
    });
  }

  /** Resolves when nothing waits or runs. */
  async idle(): Promise<void> {
    while (this.#waiting > 0 || this.#busy.size > 0) await new Promise<void>(done => this.#onIdle.push(done));
  }

  #onIdle: (() => void)[] = [];

  #next(): void {
    while (this.#busy.size < this.#limits.running) {
      const room = this.#turns.shift();
      if (room === undefined) break;
      const job = this.#take(room);
      if (!job) continue;
      this.#busy.add(room);
      void job.run().finally(() => {
        this.#busy.delete(room);
        if (this.#rooms.has(room)) this.#turns.push(room);
        this.#next();
      });
    }
    if (this.#waiting === 0 && this.#busy.size === 0) for (const done of this.#onIdle.splice(0)) done();
  }

  #take(room: string): Job | undefined {
    const jobs = this.#rooms.get(room);
    const job = jobs?.shift();
    if (job) this.#waiting--;
    if (jobs?.length === 0) this.#rooms.delete(room);
    return job;
  }

  #remove(room: string, job: Job, reason: unknown): void {
    const jobs = this.#rooms.get(room);
    const at = jobs?.indexOf(job) ?? -1;
    if (!jobs || at < 0) return;
    jobs.splice(at, 1);
    this.#waiting--;
    if (jobs.length === 0) this.#rooms.delete(room);
    job.cancel(reason);
    this.#next();
  }
}

/** Runs `work` with a signal that aborts when `signal` does or so many milliseconds are over, of which nothing is left after it. */
async function within<T>(
  ms: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const abort = () => controller.abort(signal.reason);
  const timer = setTimeout(() => controller.abort(new DOMException('The time is over.', 'TimeoutError')), ms);
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}

export function queueFull(): AppError {
  return new AppError('rate_limited', 'There is too much to do right now. Try again in a moment.', {
    reason: 'queue_full',
    retryAfter: 1,
  });
}

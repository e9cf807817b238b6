import { Worker } from 'node:worker_threads';
import { AppError, toAppError } from '../../../core/errors.ts';
import type { Log } from '../../../core/log.ts';
import type { Web } from '../providers/ask-provider.ts';
import type { PluginAnswer, PluginContext, PluginFetch } from './plugin.ts';

/** What of its context crosses to the thread. */
export type Given = Omit<PluginContext, 'random' | 'fetch' | 'refuse' | 'now'> & { readonly now: string };

type FromThread =
  | { kind: 'ready'; description: unknown }
  | { kind: 'broken'; problem: string }
  | { kind: 'said'; id: number; said: string }
  | { kind: 'failed'; id: number; words: string; stack?: string; refused: boolean }
  | { kind: 'fetch'; id: number; url: string; options: PluginFetch };

interface Waiting {
  resolve(said: string): void;
  reject(error: Error): void;
}

interface Running {
  readonly worker: Worker;
  readonly ready: Promise<unknown>;
  readonly waiting: Map<number, Waiting>;
}

/** Milliseconds. */
export interface PluginTimes {
  /** To load a plugin; more than it takes on a machine that has much to do. */
  readonly load: number;
  /** To run it once. */
  readonly run: number;
}

const TIMES: PluginTimes = { load: 15_000, run: 5_000 };
/** Megabytes of its heap. */
const MEMORY = 128;
const LARGEST_ANSWER = 1_000_000;

/**
 * A plugin in a thread of its own: what it does for ever, throws out of turn or exits ends the thread and nothing else. The
 * thread begins again when the plugin is next asked.
 */
export class PluginThread {
  readonly #file: URL;
  readonly #web: Web;
  readonly #log: Log;
  readonly #times: PluginTimes;
  #running: Running | undefined;
  #count = 0;

  constructor(file: URL, { web, log, times = TIMES }: { web: Web; log: Log; times?: PluginTimes }) {
    this.#file = file;
    this.#web = web;
    this.#log = log;
    this.#times = times;
  }

  /** What the plugin says of itself. Throws an `Error` that says why it cannot be loaded. */
  async load(): Promise<unknown> {
    const running = this.#start();
    try {
      return await this.#inTime(running.ready, 'it takes too long to load', this.#times.load);
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** What it says. Throws `invalid` for what it refuses, and `unavailable` when it failed or took too long. */
  async run(name: string, args: string, context: Given): Promise<string> {
    const running = this.#running ?? this.#start();
    const failed = `${name} does not work right now.`;
    try {
      await this.#inTime(running.ready, failed, this.#times.load);
      const id = ++this.#count;
      const said = new Promise<string>((resolve, reject) => running.waiting.set(id, { resolve, reject }));
      running.worker.postMessage({ kind: 'run', id, args, context });
      return await this.#inTime(
        said.finally(() => running.waiting.delete(id)),
        `${name} took too long.`,
      );
    } catch (thrown) {
      if (thrown instanceof AppError && thrown.code === 'invalid') throw thrown;
      this.#log.warn({ err: thrown, plugin: name }, 'a plugin failed');
      if (thrown instanceof TooLong) await this.#end(running, thrown);
      throw new AppError('unavailable', thrown instanceof TooLong ? thrown.message : failed, {
        cause: thrown,
      });
    }
  }

  async stop(): Promise<void> {
    if (this.#running) await this.#end(this.#running, new Error('The bot stops.'));
  }

  #start(): Running {
    const worker = new Worker(new URL('./plugin-worker.js', import.meta.url), {
      workerData: { url: this.#file.href },
      resourceLimits: { maxOldGenerationSizeMb: MEMORY },
    });
    worker.unref();
    const { promise: ready, resolve, reject } = Promise.withResolvers<unknown>();
    ready.catch(() => {}); // told to whoever waits for it
    const running: Running = { worker, ready, waiting: new Map() };
    const end = (error: Error) => {
      reject(error);
      void this.#end(running, error);
    };
    worker.on('message', (message: FromThread) => {
      if (message.kind === 'ready') resolve(message.description);
      else if (message.kind === 'broken') end(new Error(message.problem));
      else if (message.kind === 'fetch') void this.#fetch(worker, message);
      else settle(running.waiting.get(message.id), message);
    });
    worker.on('error', error => end(error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', () => end(new Error('it ended by itself')));
    this.#running = running;
    return running;
  }

  async #end(running: Running, reason: Error): Promise<void> {
    if (this.#running === running) this.#running = undefined;
    for (const { reject } of running.waiting.values()) reject(reason);
    running.waiting.clear();
    await running.worker.terminate();
  }

  async #inTime<T>(work: Promise<T>, words: string, longest = this.#times.run): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new TooLong(words)), longest);
    });
    return Promise.race([work, late]).finally(() => clearTimeout(timer));
  }

  async #fetch(worker: Worker, { id, url, options }: Extract<FromThread, { kind: 'fetch' }>): Promise<void> {
    const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
    try {
      const { status, headers, ...found } = await this.#web.fetch(url, {
        ...given,
        maxBytes: LARGEST_ANSWER,
        timeouts: { total: this.#times.run },
      });
      const answer: PluginAnswer = { status, headers: { ...headers }, text: found.text() };
      worker.postMessage({ kind: 'fetched', id, answer });
    } catch (thrown) {
      worker.postMessage({ kind: 'fetched', id, problem: toAppError(thrown).message });
    }
  }
}

class TooLong extends Error {}

function settle(
  waiting: Waiting | undefined,
  message: Extract<FromThread, { kind: 'said' | 'failed' }>,
): void {
  if (message.kind === 'said') waiting?.resolve(message.said);
  else if (message.refused) waiting?.reject(new AppError('invalid', message.words));
  else waiting?.reject(Object.assign(new Error(message.words), message.stack && { stack: message.stack }));
}

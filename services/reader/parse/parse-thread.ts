import { Worker } from 'node:worker_threads';
import type { Unprepared } from '../items/prepare-item.ts';
import type { NewItem } from '../store/items.ts';
import type { ParsedFeed } from './parsed-feed.ts';

/** A document to be read, or an item of one to be prepared. */
export type Question = { readonly text: string; readonly url: string } | { readonly item: Unprepared };

export type Reply =
  | { feed: ParsedFeed }
  | { item: NewItem }
  | { problem: { message: string; reason: string } };

/** Milliseconds and megabytes that a document may take. */
const LONGEST = 15_000;
const MEMORY = 768;
/** Milliseconds without a question after which the thread ends, and its memory is free. */
const IDLE = 30_000;

/** A thread that reads documents, or prepares long items, one after the other. It starts at the first, and again after one that it did not survive. */
export class ParseThread {
  #worker: Worker | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #idle: NodeJS.Timeout | undefined;

  /** Undefined when reading takes too much time or memory. */
  async ask(question: Question): Promise<Reply | undefined> {
    const reply = this.#turn.then(() => this.#answer(question));
    this.#turn = reply;
    return await reply;
  }

  async #answer(question: Question): Promise<Reply | undefined> {
    clearTimeout(this.#idle);
    this.#worker ??= this.#start();
    const worker = this.#worker;
    worker.ref();
    const reply = await answerOf(worker, question);
    if (reply === undefined) await this.#end();
    else {
      worker.unref();
      this.#idle = setTimeout(() => void this.#end(), IDLE).unref();
    }
    return reply;
  }

  #start(): Worker {
    return new Worker(new URL('./parse-worker.js', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: MEMORY },
    });
  }

  async #end(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }
}

function answerOf(worker: Worker, question: Question): Promise<Reply | undefined> {
  return new Promise(resolve => {
    const timer = setTimeout(finish, LONGEST, undefined);
    const fail = () => finish(undefined);
    worker.on('message', finish).on('error', fail).on('exit', fail);
    worker.postMessage(question);

    function finish(reply: Reply | undefined): void {
      clearTimeout(timer);
      worker.off('message', finish).off('error', fail).off('exit', fail);
      resolve(reply);
    }
  });
}

import { randomUUID } from 'node:crypto';
import { queueFull } from './action-queue.ts';
import { toAnswer } from './answer-message.ts';
import { Batch } from './batch.ts';
import type { BotContext } from './context.ts';
import type { Message } from './contract.ts';
import { onceOf } from './effects.ts';
import type { Request } from './parse/requests.ts';
import { joinReplies } from './reply.ts';
import { runRequests } from './run-requests.ts';
import { finishedTogether, SameQuestions } from './same-questions.ts';
import {
  acceptMessages,
  type Finished,
  finishMessages,
  type Identified,
  type Pending,
  pendingMessages,
} from './store/heard.ts';

/** Messages that are taken from the database at a time. */
const MOST = 500;

/**
 * What was heard and is to be answered: stored before it is acknowledged, run by the process that leads its room, and done
 * when its answer is stored. What a dead process leaves is run by the next leader.
 */
export class Inbox {
  readonly #ctx: Omit<BotContext, 'inbox' | 'overheard'>;
  readonly #accepting: Batch<Identified, string | undefined>;
  readonly #finishing: Batch<Finished, string | undefined>;
  /** Messages under way here, with what resolves when they are stored. */
  readonly #open = new Map<string, Promise<unknown>>();
  /** Those that ended while a query was under way, which may still show them as undone. */
  readonly #ended: [key: string, stored: Promise<unknown>][] = [];
  #querying = false;
  /** Rooms with more than the queue takes, where what is new would get ahead. */
  #behind = new Set<string>();
  #allBehind = false;
  #taking: Promise<void> = Promise.resolve();
  readonly #same = new SameQuestions();

  constructor(ctx: Omit<BotContext, 'inbox' | 'overheard'>) {
    this.#ctx = ctx;
    this.#accepting = new Batch(messages => acceptMessages(ctx.db, messages));
    this.#finishing = new Batch(finished => finishMessages(ctx.db, finished));
  }

  /** Resolves when the message is stored. Throws `rate_limited`, `queue_full` when there is no place for it. */
  async accept(message: Message, requests: readonly Request[]): Promise<void> {
    const { room } = message;
    const identified = { ...message, id: message.id ?? randomUUID() };
    const key = keyOf(identified);
    const known = this.#open.get(key);
    if (known) return void (await known);
    if (this.#allBehind || this.#behind.has(room)) throw queueFull();
    this.#ctx.queue.check(room);
    const stored = this.#accepting.add(identified);
    if (this.#ctx.leadership.leads(room)) this.#run(identified, requests, stored);
    await stored;
    if (!this.#ctx.leadership.leads(room)) await this.take([room]);
  }

  /** Leads these rooms, and those that nobody leads any more, and runs what waits in them. */
  take(rooms: readonly string[] = []): Promise<void> {
    this.#taking = this.#taking.catch(() => {}).then(() => this.#take(rooms));
    return this.#taking;
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await this.#taking.catch(() => {});
    await this.#ctx.queue.idle();
    await this.#accepting.idle();
    await this.#finishing.idle();
  }

  async #take(rooms: readonly string[]): Promise<void> {
    const { db, leadership } = this.#ctx;
    await leadership.claim(rooms);
    this.#querying = true;
    try {
      const pending = await pendingMessages(db, leadership.id, MOST);
      this.#behind = new Set();
      this.#allBehind = pending.length === MOST;
      for (const one of pending) this.#runPending(one);
    } finally {
      this.#querying = false;
      for (const [key, stored] of this.#ended.splice(0)) this.#close(key, stored);
    }
  }

  #runPending({ id, message }: Pending): void {
    if (this.#open.has(keyOf(message)) || this.#behind.has(message.room)) return;
    try {
      this.#ctx.queue.check(message.room);
    } catch {
      this.#behind.add(message.room);
      return;
    }
    const { read } = this.#ctx.settings.of(message.room);
    this.#run(message, read(message.text, message.direct), Promise.resolve(id));
  }

  /** Queues the work; `stored` gives the message's number, or undefined when it was stored before and is not ours to run. */
  #run(message: Identified, requests: readonly Request[], stored: Promise<string | undefined>): void {
    const ctx = this.#ctx;
    const key = keyOf(message);
    this.#open.set(key, stored);
    // It comes again under the same id, and is new then.
    stored.catch(() => this.#close(key, stored));
    const asking = { message, stored };
    const question = this.#same.ask(requests, asking);
    const work = async (signal: AbortSignal) => {
      const heard = await stored;
      if (heard === undefined) return [];
      const { all, to } =
        question === undefined
          ? { all: [asking], to: message.sender.name }
          : (this.#same.take(question, performance.now()) ?? { all: [], to: '' });
      if (to === '') return finishedTogether(all, null);
      const { replies } = await runRequests(ctx, requests, {
        ...{ message, call: { signal } },
        onceAt: place => onceOf(ctx.db, { heard, place }),
      });
      const reply = joinReplies(replies);
      if (ctx.signal.aborted) return [];
      return finishedTogether(all, reply.text === '' ? null : { ...toAnswer(reply, message), to });
    };
    void ctx.queue
      .add(message.room, work, ctx.signal)
      .then(finished => Promise.all(finished.map(one => this.#finish(one))))
      .catch(err => {
        if (!ctx.signal.aborted) ctx.log.warn({ err, room: message.room }, 'a message is not answered yet');
      })
      .finally(() => {
        this.#same.drop(question, asking);
        if (this.#querying) this.#ended.push([key, stored]);
        else this.#close(key, stored);
      });
  }

  #close(key: string, stored: Promise<unknown>): void {
    if (this.#open.get(key) === stored) this.#open.delete(key);
  }

  async #finish(finished: Finished): Promise<void> {
    const { room, answer } = finished;
    const id = await this.#finishing.add(finished);
    if (id !== undefined && answer !== null) this.#ctx.destinations.give({ id, room, answer });
  }
}

function keyOf({ room, id }: Identified): string {
  return `${room}\n${id}`;
}

import { randomUUID } from 'node:crypto';
import { queueFull } from './action-queue.ts';
import { toAnswer } from './answer-message.ts';
import { Batch } from './batch.ts';
import type { BotContext } from './context.ts';
import type { Message } from './contract.ts';
import { onceOf } from './effects.ts';
import type { Request } from './parse/requests.ts';
import { joinReplies, type Reply } from './reply.ts';
import { runRequests } from './run-requests.ts';
import { SamePerson, type Turn } from './same-person.ts';
import { type Asking, finishedTogether, SameQuestions } from './same-questions.ts';
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

/** Milliseconds after which what a person has said since is answered by itself. */
const TOGETHER = 2_000;

interface Waiting extends Turn {
  readonly requests: readonly Request[];
}

/** What is said to one of the messages that are answered together: to those who asked it, to nobody when it was said before. */
interface Part {
  readonly all: readonly Asking[];
  readonly to: string;
  readonly replies: readonly Reply[];
}

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
  readonly #person = new SamePerson<Waiting>();

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
    const turn: Waiting = { message, stored, requests };
    turn.question = this.#same.ask(requests, turn);
    this.#person.add(turn);
    const { promise: over, resolve } = Promise.withResolvers<void>();
    void ctx.queue
      .add(message.room, signal => this.#answer(turn, over, signal), ctx.signal)
      .then(finished => Promise.all(finished.map(one => this.#finish(one))))
      .then(() => turn.along)
      .catch(err => {
        if (!ctx.signal.aborted) ctx.log.warn({ err, room: message.room }, 'a message is not answered yet');
      })
      .finally(() => {
        this.#same.drop(turn.question, turn);
        this.#person.remove(turn);
        if (this.#querying) this.#ended.push([key, stored]);
        else this.#close(key, stored);
        resolve();
      });
  }

  #close(key: string, stored: Promise<unknown>): void {
    if (this.#open.get(key) === stored) this.#open.delete(key);
  }

  /** Does what a message asks for, and along with it what its sender has said since and waits for. */
  async #answer(turn: Waiting, over: Promise<void>, signal: AbortSignal): Promise<Finished[]> {
    if (!this.#person.remove(turn)) return [];
    const began = performance.now();
    const parts: Part[] = [];
    for (let next: Waiting | undefined = turn; next; next = this.#along(turn, parts, began, signal)) {
      const part = await this.#do(next, signal);
      for (const one of [next, ...part.all]) if (one !== turn) one.along = over;
      parts.push(part);
    }
    if (this.#ctx.signal.aborted) return [];
    const reply = joinReplies(parts.flatMap(({ replies }) => replies));
    const to = parts.find(part => part.to !== '')?.to ?? '';
    const { message } = turn;
    const replyTo = to === message.sender.name && { replyTo: message.id };
    const answer = reply.text === '' ? null : { ...toAnswer(reply, message), to, ...replyTo };
    return finishedTogether(
      parts.flatMap(({ all }) => all),
      answer,
    );
  }

  /** What else is said to one person at once: nothing that several wait for, and nothing once the first has taken its time. */
  #along(turn: Waiting, parts: readonly Part[], began: number, signal: AbortSignal): Waiting | undefined {
    const isTheirs = parts.every(({ to }) => to === '' || to === turn.message.sender.name);
    if (!isTheirs || signal.aborted || performance.now() - began > TOGETHER) return undefined;
    return this.#person.next(turn, ({ question }) => question === undefined || this.#same.isAlone(question));
  }

  async #do(turn: Waiting, signal: AbortSignal): Promise<Part> {
    const ctx = this.#ctx;
    const { message, question, requests } = turn;
    const nothing = { all: [], to: '', replies: [] };
    // What could not be stored comes again.
    const heard = await turn.stored.catch(() => undefined);
    if (heard === undefined) return nothing;
    const { all, to } =
      question === undefined
        ? { all: [turn], to: message.sender.name }
        : (this.#same.take(question, performance.now()) ?? nothing);
    if (to === '') return { ...nothing, all };
    const { replies, done } = await runRequests(ctx, requests, {
      ...{ message, call: { signal } },
      onceAt: place => onceOf(ctx.db, { heard, place }),
    });
    if (question !== undefined && done) this.#same.answered(question, all, performance.now());
    return { all, to, replies };
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

import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../core/log.ts';
import type { Cursor } from './store/cursors.ts';

/** Milliseconds for which saying waits for a database that is away. */
const PATIENCE = 1_000;

/**
 * Which of the bot's answers have been said, kept in the database: a relay that was killed with answers waiting for their turn says
 * them when it is started anew, and none twice. Ids are numbers that grow, though not every one comes in its order.
 */
export class SaidAnswers {
  readonly #cursor: Cursor;
  readonly #log: Log;
  /** Those said by a relay before this one. */
  #before = new Set<string>();
  readonly #open = new Set<number>();
  readonly #done = new Set<number>();
  #last = 0;
  #writing = Promise.resolve();
  #next: Promise<void> | undefined;

  constructor(cursor: Cursor, log: Log) {
    this.#cursor = cursor;
    this.#log = log;
  }

  /** Gives after which answer to begin; undefined when none was said before. */
  async load(): Promise<string | undefined> {
    const [, after, done = ''] = /^(\d+):([\d,]*)$/.exec((await this.#cursor.read()) ?? '') ?? [];
    if (after === undefined) return undefined;
    this.#last = Number(after);
    this.#before = new Set(done.split(',').filter(Boolean));
    for (const id of this.#before) this.#done.add(Number(id));
    this.#last = Math.max(this.#last, ...this.#done);
    return after;
  }

  /** Notes an answer that is to be said; false for one that was. */
  open(id: string): boolean {
    if (this.#before.has(id)) return false;
    if (isNumber(id)) this.#open.add(Number(id));
    return true;
  }

  /** Resolves when it is kept that an answer is said, or after a second: then it is said all the same. */
  async close(id: string): Promise<void> {
    if (!isNumber(id) || !this.#open.delete(Number(id))) return;
    this.#done.add(Number(id));
    this.#last = Math.max(this.#last, Number(id));
    const late = new AbortController();
    await Promise.race([this.#kept(), sleep(PATIENCE, undefined, { signal: late.signal }).catch(() => {})]);
    late.abort();
  }

  /** Resolves when everything up to now is kept; what comes while it is being written is written together. */
  #kept(): Promise<void> {
    this.#next ??= this.#writing.then(() => {
      this.#next = undefined;
      this.#writing = this.#write();
      return this.#writing;
    });
    return this.#next;
  }

  async #write(): Promise<void> {
    const after = this.#open.size > 0 ? Math.min(...this.#open) - 1 : this.#last;
    for (const id of this.#done) if (id <= after) this.#done.delete(id);
    await this.#cursor
      .keep(`${after}:${[...this.#done].join(',')}`)
      .catch(err => this.#log.debug({ err }, 'what was said cannot be kept now'));
  }
}

function isNumber(id: string): boolean {
  return /^\d{1,15}$/.test(id);
}

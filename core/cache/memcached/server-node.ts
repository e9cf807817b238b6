import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../../log.ts';
import type { CacheCounters } from '../counters.ts';
import type { Address } from './address.ts';
import { Connection } from './connection.ts';
import { OwedDeletes } from './owed-deletes.ts';
import type { Reply } from './reply.ts';
import type { WireKey } from './wire-key.ts';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5000;
/** A server that answers a new connection and for so long not the old one never got what the old one carried. */
const SETTLE_MS = 1000;

const NOTHING = Promise.resolve(undefined);

/**
 * One memcached, up or down. While it is down every request is a miss at once, and a probe connects again with
 * growing pauses. Before it is up again, what was sent before it went down has run or is lost for good, and every key
 * that was deleted or overwritten meanwhile is gone, so that a thawed server cannot serve what was replaced.
 */
export class ServerNode {
  readonly name: string;
  readonly #address: Address;
  readonly #timeoutMs: number;
  readonly #log: Log;
  readonly #counters: CacheCounters;
  readonly #owed = new OwedDeletes();
  #connection: Connection;
  #probing: Connection | undefined;
  /** Requests are sent. At first in good faith, before the server said a word. */
  #up = true;
  #answered = false;
  #upSince = performance.now();
  #pauseMs = FIRST_PAUSE_MS;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(address: Address, timeoutMs: number, log: Log, counters: CacheCounters) {
    this.name = address.name;
    this.#address = address;
    this.#timeoutMs = timeoutMs;
    this.#log = log;
    this.#counters = counters;
    this.#connection = this.#connect();
    void this.#connection.control('mn').then(reply => {
      if (reply?.code === 'MN') this.#answered = true;
    });
  }

  /** The server answers. */
  get up(): boolean {
    return this.#up && this.#answered;
  }

  /** Sends a meta command; undefined when there is no answer. */
  request(command: string, value?: Uint8Array): Promise<Reply | undefined> {
    if (!this.#up) return NOTHING;
    if (!this.#connection.full) return this.#connection.send(command, value);
    this.#counters.errors.add();
    return NOTHING;
  }

  /** Deletes a key, now or before the server is believed again. */
  async forget({ name, flag }: WireKey): Promise<void> {
    if (this.#up) {
      const connection = this.#connection;
      const reply = await connection.send(`md ${name}${flag}`);
      if (isGone(reply)) return;
      connection.abandon('it did not delete a key');
    }
    this.#owed.add(name + flag);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#up = false;
    clearTimeout(this.#timer);
    this.#probing?.destroy();
    await this.#connection.end();
  }

  #connect(): Connection {
    const connection = new Connection(this.#address.connect, this.#timeoutMs, (reason, lost) => {
      this.#counters.errors.add(Math.max(lost, 1));
      if (connection === this.#connection) this.#down(reason);
    });
    return connection;
  }

  #down(reason: string): void {
    if (!this.#up) return;
    this.#up = false;
    this.#log.warn({ server: this.name, reason }, 'cache server down; reading without it');
    if (performance.now() - this.#upSince > LONGEST_PAUSE_MS) this.#pauseMs = FIRST_PAUSE_MS;
    this.#probeLater();
  }

  #probeLater(): void {
    if (this.#closed) return;
    const pause = this.#pauseMs * (0.75 + Math.random() / 2);
    this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
    this.#timer = setTimeout(() => void this.#probe(), pause).unref();
  }

  async #probe(): Promise<void> {
    const connection = this.#connect();
    this.#probing = connection;
    const answer = await connection.control('mn');
    if (answer?.code === 'MN') {
      await Promise.race([this.#connection.settled, delay(SETTLE_MS, undefined, { ref: false })]);
      this.#connection.destroy();
      if (await this.#payOwed(connection)) return;
    }
    connection.destroy();
    this.#probeLater();
  }

  /** Deletes what is owed on a new connection, and goes up with it in the moment nothing is owed any more. */
  async #payOwed(connection: Connection): Promise<boolean> {
    while (!this.#owed.none) {
      const { all, keys } = this.#owed.take();
      const deleted = all
        ? (await connection.control('flush_all'))?.code === 'OK'
        : (await Promise.all(Array.from(keys, key => connection.send(`md ${key}`)))).every(isGone);
      if (deleted) continue;
      if (all) this.#owed.addAll();
      for (const key of keys) this.#owed.add(key);
      return false;
    }
    if (connection.closed || this.#closed) return false;
    this.#connection = connection;
    this.#up = true;
    this.#answered = true;
    this.#upSince = performance.now();
    this.#log.info({ server: this.name }, 'cache server up');
    return true;
  }
}

function isGone(reply: Reply | undefined): boolean {
  return reply?.code === 'HD' || reply?.code === 'NF';
}

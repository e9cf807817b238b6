import type { Socket } from 'node:net';
import { tickNow } from './clock.ts';
import type { Limits } from './limits.ts';

interface Watcher {
  /** Asks the peer for a sign of life. */
  ping(): void;
  /** The peer gave none, or took nothing of what waits for it. */
  gone(): void;
}

/** Notices a peer that is gone without a word: a machine that lost power, a process that hangs. */
export class KeepAlive {
  readonly #socket: Socket;
  readonly #limits: Limits;
  readonly #watcher: Watcher;
  readonly #timer: NodeJS.Timeout;
  #heardAt = tickNow();
  #taken = 0;
  #takenAt = tickNow();
  #asked = false;

  constructor(socket: Socket, limits: Limits, watcher: Watcher) {
    this.#socket = socket;
    this.#limits = limits;
    this.#watcher = watcher;
    this.#timer = setInterval(() => this.#look(), Math.min(limits.idle, limits.answer) / 2).unref();
  }

  /** Something arrived. */
  heard(): void {
    this.#heardAt = tickNow();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const now = performance.now();
    const { idle, answer } = this.#limits;
    const taken = this.#socket.bytesWritten - this.#socket.writableLength;
    if (taken !== this.#taken || this.#socket.writableLength === 0) {
      this.#taken = taken;
      this.#takenAt = now;
    }
    const silent = this.#socket.isPaused() ? 0 : now - this.#heardAt;
    if (silent > idle + answer || now - this.#takenAt > idle + answer) this.#watcher.gone();
    else if (silent <= idle) this.#asked = false;
    else if (!this.#asked) {
      this.#asked = true;
      this.#watcher.ping();
    }
  }
}

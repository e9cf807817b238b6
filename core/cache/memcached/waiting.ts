import { ProtocolError, type Reply } from './reply.ts';

interface Waiting {
  readonly opaque: number;
  readonly bytes: number;
  readonly since: number;
  readonly resolve: (reply: Reply | undefined) => void;
  next: Waiting | undefined;
}

/** Requests that were sent and not answered yet, oldest first: memcached answers in the order asked. */
export class WaitingQueue {
  count = 0;
  bytes = 0;
  #first: Waiting | undefined;
  #last: Waiting | undefined;

  /** When the oldest was sent, in the clock given to `add`; undefined when none waits. */
  get oldest(): number | undefined {
    return this.#first?.since;
  }

  /** Resolves with the answer, or with undefined when there will be none. */
  add(opaque: number, bytes: number, since: number): Promise<Reply | undefined> {
    return new Promise(resolve => {
      const waiting: Waiting = { opaque, bytes, since, resolve, next: undefined };
      if (this.#last === undefined) this.#first = waiting;
      else this.#last.next = waiting;
      this.#last = waiting;
      this.count++;
      this.bytes += bytes;
    });
  }

  /** Gives an answer to the oldest. Throws ProtocolError when it answers something else. */
  answer(reply: Reply): void {
    const first = this.#first;
    if (first === undefined) throw new ProtocolError('an answer to no request');
    if (reply.opaque !== first.opaque && reply.code !== 'SERVER_ERROR') {
      throw new ProtocolError('an answer to another request');
    }
    this.#first = first.next;
    if (first.next === undefined) this.#last = undefined;
    this.count--;
    this.bytes -= first.bytes;
    first.resolve(reply);
  }

  /** Resolves all as unanswered, but keeps expecting their answers, so that those match nothing else. */
  giveUp(): void {
    for (let waiting = this.#first; waiting !== undefined; waiting = waiting.next) waiting.resolve(undefined);
  }
}

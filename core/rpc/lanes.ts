/** A whole small message, whose turn it is. */
interface Small {
  readonly channel: number;
  readonly text: string;
}

/** The next piece of a large message of `total` bytes. */
export interface Chunk {
  readonly channel: number;
  readonly text?: undefined;
  readonly pieces: readonly Buffer[];
  readonly last: boolean;
  readonly total: number;
}

interface Lane {
  waiting: (string | Buffer[])[];
  /** The whole size of the first of `waiting` once it went out in part; 0 before. */
  begun: number;
}

/** Large messages waiting to go out, in order within a channel, in turns between channels. */
export class Lanes {
  /** What waits, in bytes (characters for small messages). */
  bytes = 0;
  /** In the order of their next turns. */
  readonly #lanes = new Map<number, Lane>();

  get empty(): boolean {
    return this.#lanes.size === 0;
  }

  has(channel: number): boolean {
    return this.#lanes.has(channel);
  }

  add(channel: number, message: string | Buffer[]): void {
    this.bytes += size(message);
    const lane = this.#lanes.get(channel);
    if (lane) lane.waiting.push(message);
    else this.#lanes.set(channel, { waiting: [message], begun: 0 });
  }

  /** Forgets a channel. True when its first message went out in part. */
  drop(channel: number): boolean {
    const lane = this.#lanes.get(channel);
    if (!lane) return false;
    this.#lanes.delete(channel);
    for (const message of lane.waiting) this.bytes -= size(message);
    return lane.begun > 0;
  }

  /** The next turn, of at most `limit` bytes. */
  take(limit: number): Small | Chunk | undefined {
    const [entry] = this.#lanes;
    if (!entry) return undefined;
    const [channel, lane] = entry;
    this.#lanes.delete(channel);
    const turn = this.#turn(channel, lane, limit);
    if (lane.waiting.length > 0) this.#lanes.set(channel, lane);
    return turn;
  }

  #turn(channel: number, lane: Lane, limit: number): Small | Chunk {
    const message = lane.waiting[0]!;
    if (typeof message === 'string') {
      lane.waiting.shift();
      this.bytes -= message.length;
      return { channel, text: message };
    }
    const total = lane.begun || size(message);
    const pieces = cut(message, limit);
    this.bytes -= size(pieces);
    const last = message.length === 0;
    if (last) lane.waiting.shift();
    lane.begun = last ? 0 : total;
    return { channel, pieces, last, total };
  }
}

/** Takes up to `limit` bytes off the front of `buffers`. */
function cut(buffers: Buffer[], limit: number): Buffer[] {
  const taken: Buffer[] = [];
  let room = limit;
  while (room > 0 && buffers.length > 0) {
    const first = buffers[0]!;
    taken.push(first.subarray(0, room));
    if (first.length > room) buffers[0] = first.subarray(room);
    else buffers.shift();
    room -= Math.min(room, first.length);
  }
  return taken;
}

function size(message: string | Buffer[]): number {
  return typeof message === 'string' ? message.length : message.reduce((sum, { length }) => sum + length, 0);
}

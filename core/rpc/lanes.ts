/** A turn's worth of what waits: a whole small message, or a piece of a large one. */
export type Turn =
  | { channel: number; text: string; pieces?: undefined; last?: undefined }
  | { channel: number; text?: undefined; pieces: Buffer[]; last: boolean };

interface Lane {
  waiting: (string | Buffer[])[];
  /** The first of `waiting` went out in part. */
  begun: boolean;
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
    else this.#lanes.set(channel, { waiting: [message], begun: false });
  }

  /** Forgets a channel. True when its first message went out in part. */
  drop(channel: number): boolean {
    const lane = this.#lanes.get(channel);
    if (!lane) return false;
    this.#lanes.delete(channel);
    for (const message of lane.waiting) this.bytes -= size(message);
    return lane.begun;
  }

  /** The next turn, of at most `limit` bytes. */
  take(limit: number): Turn | undefined {
    const [entry] = this.#lanes;
    if (!entry) return undefined;
    const [channel, lane] = entry;
    this.#lanes.delete(channel);
    const turn = this.#turn(channel, lane, limit);
    if (lane.waiting.length > 0) this.#lanes.set(channel, lane);
    return turn;
  }

  #turn(channel: number, lane: Lane, limit: number): Turn {
    const message = lane.waiting[0]!;
    if (typeof message === 'string') {
      lane.waiting.shift();
      this.bytes -= message.length;
      return { channel, text: message };
    }
    const pieces = cut(message, limit);
    this.bytes -= size(pieces);
    lane.begun = message.length > 0;
    if (!lane.begun) lane.waiting.shift();
    return { channel, pieces, last: !lane.begun };
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

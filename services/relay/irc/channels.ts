import type { z } from 'zod';
import { backoff } from '../../../core/passing/backoff.ts';
import type { PlaceStatus as Status } from '../contract/networks.ts';

type PlaceStatus = z.infer<typeof Status>;

/** After a kick or a refusal: first after seconds, then ever more rarely, at least every ten minutes. */
const REJOIN = { first: 3_000, most: 600_000 };

/** Staying this long in a channel makes the next kick a first one again. */
const SETTLED = 300_000;

interface Channel {
  readonly name: string;
  readonly key: string | undefined;
  joinedAt: number | undefined;
  attempt: number;
  timer: NodeJS.Timeout | undefined;
}

interface ChannelState {
  readonly name: string;
  readonly joined: boolean;
  readonly refused: number;
}

/** How a channel stands, as it is in the configuration, among `all` of the connection. */
export function placeOf(entry: string, all: readonly ChannelState[]): PlaceStatus {
  const [name = '', key] = entry.split(' ');
  const { joined = false, refused: times = 0 } = all.find(one => one.name === name) ?? {};
  const problem = times > 0 && `not let in ${times === 1 ? 'once' : `${times} times`}; trying again`;
  return { name, joined, ...(key !== undefined && { closed: true }), ...(problem && { problem }) };
}

/** The channels that the bot should be in on one connection. */
export class Channels {
  readonly #channels = new Map<string, Channel>();
  readonly #fold: (name: string) => string;
  readonly #join: (line: string) => void;

  /** `wanted` as in the configuration, `#name` or `#name key`; `join` sends a JOIN line. */
  constructor(wanted: readonly string[], fold: (name: string) => string, join: (line: string) => void) {
    this.#fold = fold;
    this.#join = join;
    for (const entry of wanted) {
      const [name = '', key] = entry.split(' ');
      this.#channels.set(fold(name), { name, key, joinedAt: undefined, attempt: 0, timer: undefined });
    }
  }

  /** Those that the bot is in, by the name they have in the configuration. */
  get joined(): string[] {
    return [...this.#channels.values()]
      .filter(channel => channel.joinedAt !== undefined)
      .map(({ name }) => name);
  }

  /** Every channel, whether the bot is in it, and since when or how often it was not let in. */
  get all(): ChannelState[] {
    return [...this.#channels.values()].map(({ name, joinedAt, attempt }) => ({
      ...{ name, joined: joinedAt !== undefined, refused: joinedAt === undefined ? attempt : 0 },
    }));
  }

  has(name: string): boolean {
    return this.#channels.get(this.#fold(name))?.joinedAt !== undefined;
  }

  joinAll(): void {
    for (const channel of this.#channels.values()) this.#send(channel);
  }

  onJoined(name: string): void {
    const channel = this.#channels.get(this.#fold(name));
    if (!channel) return;
    clearTimeout(channel.timer);
    channel.joinedAt = performance.now();
  }

  /** Kicked, made to leave, or refused: tries again later. */
  onLeft(name: string): void {
    const channel = this.#channels.get(this.#fold(name));
    if (!channel) return;
    if (channel.joinedAt !== undefined && performance.now() - channel.joinedAt > SETTLED) channel.attempt = 0;
    channel.joinedAt = undefined;
    clearTimeout(channel.timer);
    channel.timer = setTimeout(() => this.#send(channel), backoff(channel.attempt++, REJOIN));
  }

  close(): void {
    for (const channel of this.#channels.values()) {
      clearTimeout(channel.timer);
      channel.joinedAt = undefined;
    }
  }

  #send({ name, key }: Channel): void {
    this.#join(key === undefined ? `JOIN ${name}` : `JOIN ${name} ${key}`);
  }
}

import type IrcClient from 'irc-framework/src/client.js';

/** Milliseconds that a server has to say which modes a channel has. */
const PATIENCE = 4_000;

/** Asks the server of one connection which modes a channel has (RPL_CHANNELMODEIS). */
export class ChannelModes {
  readonly #ask: (line: string) => void;
  readonly #fold: (name: string) => string;
  readonly #waiting = new Map<string, ((modes: string) => void)[]>();

  /** `ask` sends a line of the protocol. */
  constructor(client: IrcClient, ask: (line: string) => void) {
    this.#ask = ask;
    this.#fold = name => client.caseLower(name);
    client.on('channel info', ({ channel = '', raw_modes: modes }) => {
      if (modes === undefined) return;
      const key = this.#fold(channel);
      for (const told of this.#waiting.get(key) ?? []) told(modes);
      this.#waiting.delete(key);
    });
  }

  /** The letters of its modes, such as `+mnt`; undefined when the server does not say in time. */
  async of(channel: string): Promise<string | undefined> {
    const { promise, resolve } = Promise.withResolvers<string | undefined>();
    const key = this.#fold(channel);
    this.#waiting.set(key, [...(this.#waiting.get(key) ?? []), resolve]);
    this.#ask(`MODE ${channel}`);
    const late = setTimeout(() => {
      this.#waiting.delete(key);
      resolve(undefined);
    }, PATIENCE);
    const modes = await promise;
    clearTimeout(late);
    return modes;
  }
}

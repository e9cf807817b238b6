import type IrcClient from 'irc-framework/src/client.js';
import type { IrcEvent } from 'irc-framework/src/client.js';

export type Rank = 'operator' | 'voice';

/** Modes that let one change others and kick: founder, protected, operator, half an operator. */
const OPERATORS = /[qaoh]/;

/** People of one channel whose status is remembered. */
const MOST_PEOPLE = 5_000;

/** Who has which status in which channel of one connection, as NAMES and MODE tell it. */
export class Ranks {
  /** Mode letters by channel and nick. */
  readonly #channels = new Map<string, Map<string, string>>();
  readonly #fold: (name: string) => string;

  constructor(client: IrcClient) {
    this.#fold = name => client.caseLower(name);
    client.on('userlist', event => this.#list(event));
    client.on('mode', event => this.#change(event));
    client.on('nick', ({ nick = '', new_nick = '' }) => this.#rename(nick, new_nick));
    client.on('part', ({ channel = '', nick = '' }) => this.#forget(channel, nick));
    client.on('kick', ({ channel = '', kicked = '' }) => this.#forget(channel, kicked));
    client.on('quit', ({ nick = '' }) => {
      for (const channel of this.#channels.keys()) this.#forget(channel, nick);
    });
  }

  of(channel: string, nick: string): Rank | undefined {
    const modes = this.#channels.get(this.#fold(channel))?.get(this.#fold(nick)) ?? '';
    if (OPERATORS.test(modes)) return 'operator';
    return modes.includes('v') ? 'voice' : undefined;
  }

  #list({ channel = '', users = [] }: IrcEvent): void {
    const ranked = users.filter(({ modes }) => modes.length > 0).slice(0, MOST_PEOPLE);
    this.#channels.set(
      this.#fold(channel),
      new Map(ranked.map(({ nick, modes }) => [this.#fold(nick), modes.join('')])),
    );
  }

  #change({ target = '', modes = [] }: IrcEvent): void {
    const people = this.#channels.get(this.#fold(target));
    if (!people) return;
    for (const { mode, param } of modes) {
      const [, sign, letter] = /^([+-])([qaohv])$/.exec(mode) ?? [];
      // `+q` with a mask is no status but a quieted person.
      if (letter === undefined || !param || /[!@*$:]/.test(param)) continue;
      const nick = this.#fold(param);
      const without = (people.get(nick) ?? '').replaceAll(letter, '');
      if (sign === '+' && people.size < MOST_PEOPLE) people.set(nick, without + letter);
      else people.set(nick, without);
    }
  }

  #rename(nick: string, to: string): void {
    for (const people of this.#channels.values()) {
      const modes = people.get(this.#fold(nick));
      people.delete(this.#fold(nick));
      if (modes) people.set(this.#fold(to), modes);
    }
  }

  #forget(channel: string, nick: string): void {
    this.#channels.get(this.#fold(channel))?.delete(this.#fold(nick));
  }
}

import type IrcClient from 'irc-framework/src/client.js';
import type { IrcEvent } from 'irc-framework/src/client.js';

/** People that are remembered; those who were seen first go first. */
const MAX_PEOPLE = 5_000;

/**
 * Who is logged in as whom on a network that tells at each join (IRCv3 extended-join, account-notify) but does not tag
 * lines. What is not certain is forgotten: an account seen once is no proof after its owner left our sight.
 */
export class Accounts {
  readonly #accounts = new Map<string, string>();
  readonly #fold: (nick: string) => string;

  constructor(client: IrcClient) {
    this.#fold = nick => client.caseLower(nick);
    client.on('join', event => this.set(event));
    client.on('account', event => this.set(event));
    client.on('nick', event => this.rename(event));
    client.on('part', event => this.forget(event.nick ?? ''));
    client.on('kick', event => this.forget(event.kicked ?? ''));
    client.on('quit', event => this.forget(event.nick ?? ''));
  }

  get(nick: string): string | undefined {
    return this.#accounts.get(this.#fold(nick));
  }

  /** The person joined or logged in or out. */
  set({ nick = '', account }: IrcEvent): void {
    this.forget(nick);
    if (!account) return;
    this.#accounts.set(this.#fold(nick), account);
    if (this.#accounts.size > MAX_PEOPLE) this.#accounts.delete(this.#accounts.keys().next().value!);
  }

  rename({ nick = '', new_nick = '' }: IrcEvent): void {
    const account = this.get(nick);
    this.forget(nick);
    this.set({ nick: new_nick, ...(account !== undefined && { account }) });
  }

  forget(nick: string): void {
    this.#accounts.delete(this.#fold(nick));
  }
}

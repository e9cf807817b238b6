/** The version of this interface. It grows; a change that breaks what is written for it makes it 2. */
export const API = 1;

/**
 * An action of the owner's own: what a file in `DATA/actions/` exports as its default.
 *
 *     import type { ActionPlugin } from 'croft/actions';
 *
 *     export default {
 *       api: 1,
 *       name: 'bread',
 *       about: 'Tells whether there is bread.',
 *       usage: 'bread',
 *       examples: ['bread'],
 *       run: () => 'There is.',
 *     } satisfies ActionPlugin;
 */
export interface ActionPlugin {
  readonly api: typeof API;
  /** One word in small letters, which no other action has. */
  readonly name: string;
  readonly aliases?: readonly string[];
  /** One sentence. */
  readonly about: string;
  /** How it is written, without the prefix: `bread [KIND]`. */
  readonly usage: string;
  /** At least one, without the prefix. They are shown, and `testAction` reads them. */
  readonly examples: readonly string[];
  /** What follows may hold "and" or ";" without beginning another command. */
  readonly freeText?: boolean;
  /** Seconds that it rests in a room after a use, at most a day. Moderators, and who talks to the bot alone, do not wait. */
  readonly cooldown?: number;
  /** Whoever is logged in to the network, or moderators of the room; everybody unless given. */
  readonly role?: 'certain' | 'moderator';
  /** What people say instead: words, `[optional words]`, `(one|or another)` and at most one `{slot}`, which becomes the argument. */
  readonly phrases?: readonly string[];
  /** What it says, in as many lines as it likes. Nothing is said for an empty text. It has five seconds. */
  run(args: string, ctx: PluginContext): Promise<string> | string;
}

/** What an action is given. */
export interface PluginContext {
  /** Id of the room: `irc/home/#mill`. */
  readonly room: string;
  /** The name is what is shown, and anyone may take it; the account is what the network has authenticated. */
  readonly sender: { readonly name: string; readonly account?: string | undefined };
  readonly bot: { readonly name: string; readonly prefix: string };
  /** An IANA time zone. */
  readonly timeZone: string;
  /** Of the room (BCP 47). */
  readonly language: string;
  /** Public origin of the site. */
  readonly origin: string;
  readonly now: Date;
  /** A whole number from 1 to `sides`, each as likely. */
  random(sides: number): number;
  /** Asks another site, politely and never one inside the network; at most 1 MB. Rejects with words that say what is wrong. */
  fetch(url: string, options?: PluginFetch): Promise<PluginAnswer>;
  /** Throws what is said as it is, such as what is wrong with the arguments. Anything else that is thrown is only logged. */
  refuse(words: string): never;
}

export interface PluginFetch {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface PluginAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** What a plugin throws to have it said. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

import type { Answer } from '../bot/contract.ts';
import type { Act, ActResult } from './contract/acts.ts';
import type { NetworkStatus } from './contract.ts';

/** Something a person said in a place of a network. */
export interface Said {
  /** A channel or room; the person in a private talk. */
  readonly place: string;
  readonly direct: boolean;
  readonly name: string;
  /** Whom the network has authenticated; names anyone may take. */
  readonly account?: string;
  /** The network's own id of them, where they need no account. */
  readonly personId?: string;
  readonly host?: string;
  /** The network's own id of it. */
  readonly id?: string;
  /** Without formatting. Addresses of pictures and files are in it. */
  readonly text: string;
  /** With IRC's colours and styles, when it had any. */
  readonly styled?: string;
  /** It tells what the person does. */
  readonly action?: boolean;
  /** The id of what it answers. */
  readonly replyTo?: string;
  /** What they are in the place, as people are told: broadcaster, moderator, vip. */
  readonly badge?: string;
  /** How many emotes of the network are in the text. */
  readonly emotes?: number;
  /** What they are in the place as far as rules of moderation go. */
  readonly role?: 'moderator' | 'member';
  /** Another program said it: bridges carry it, and the bot does not answer it. */
  readonly program?: boolean;
}

/** What happens in a place. */
export type Happening =
  | ({ readonly kind: 'said' } & Said)
  /** `account`: who did it, where the network lets anybody say so. */
  | { readonly kind: 'edited'; place: string; id: string; text: string; key: string; account?: string }
  | { readonly kind: 'deleted'; place: string; id: string };

/** Where a network tells what happens. */
export interface Hearing {
  /** Resolves when it is stored as far as somebody wants it; the same again does nothing. */
  heard(network: ChatNetwork, happening: Happening): Promise<void>;
  /** Something may be sent that could not be sent before. */
  reached(network: ChatNetwork): void;
}

/** A line of another room, to be told in a place. */
export interface Carried {
  /** The same key again is the same line. */
  readonly key: string;
  /** `note` is the relay's own word and has no sender. */
  readonly kind: 'say' | 'edit' | 'delete' | 'note';
  /** As the bridge shows senders, on one line. */
  readonly name: string;
  /** Where it was said, for people. */
  readonly network: string;
  readonly text: string;
  readonly action: boolean;
  /** Not Markdown, whatever it looks like. */
  readonly plain: boolean;
  /** What it answers; the id is the one of the place it is told in, when it is known there. */
  readonly reply?: { readonly id?: string; readonly name: string; readonly text: string };
  /** Ids in the place of what is edited or deleted. */
  readonly targets: readonly string[];
  /** When it was said, of what comes late. */
  readonly late?: Date;
  /** Senders have colours, where there are any. */
  readonly colour: boolean;
}

export interface ChatNetwork {
  readonly kind: NetworkStatus['kind'];
  readonly name: string;
  readonly status: NetworkStatus;
  /** As who it is known where names tell people apart: its own lines are heard by other connections too. */
  readonly identity?: { readonly host: string; readonly nick: string };
  /** To send a line of the same key again does no harm, so that after a crash it may be. */
  readonly repeatable: boolean;
  start(): void;
  /** Leaves; nothing is connected any more when it resolves. */
  close(words: string): Promise<void>;
  /**
   * Says an answer of the bot; `key` is the same when it comes again. Resolves when it is said, or never will be. Where the same
   * may not be said again, `handing` is awaited right before it leaves: from then on it counts as said.
   */
  answer(place: string, answer: Answer, key: string, handing: () => Promise<void>): Promise<void>;
  /** Whether a line could be taken for this place now. */
  reaches(place: string): boolean;
  /** Waits until a line would leave at once, where lines wait for one another; the place is kept until it is given back. Throws `unavailable`. */
  turn?(place: string): Promise<{ end(): void }>;
  /**
   * Tells a line; resolves with the ids it has there when the network has it. Throws `unavailable`, `deadline` or
   * `rate_limited` when it is to be tried again, anything else when that is of no use.
   */
  carry(place: string, line: Carried, turn?: { end(): void }): Promise<readonly string[]>;
  /** Does what a moderator of the place could. */
  act(place: string, act: Act): Promise<ActResult>;
  /** Several at once, where that takes less; one result for each. */
  actAll?(place: string, acts: readonly Act[]): Promise<ActResult[]>;
}

/** `irc/libera/#croft`, taken apart. Undefined for what is no room. */
export function readRoom(room: string): { kind: string; network: string; place: string } | undefined {
  const [, kind, network, place] =
    /^(irc|twitch|matrix|mastodon)\/([a-z0-9-]{1,30})\/([^\s\x00-\x1f,]+)$/.exec(room) ?? [];
  if (kind !== undefined) return { kind, network: network!, place: place! };
  const [, web] = /^chat\/([a-z0-9][a-z0-9-]{0,39})$/.exec(room) ?? [];
  return web === undefined ? undefined : { kind: 'web', network: 'web', place: web };
}

export function roomOf({ kind, name }: Pick<ChatNetwork, 'kind' | 'name'>, place: string): string {
  return kind === 'web' ? `chat/${place}` : `${kind}/${name}/${place}`;
}

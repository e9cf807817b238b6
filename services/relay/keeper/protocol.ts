import type { IrcNetwork } from '../config/irc.ts';

/** The first line of a connection to the keeper: a relay goes on with a connection, or opens it; or lets it go. */
export interface Attach extends Pick<IrcNetwork, 'host' | 'port' | 'tls'> {
  readonly do: 'attach';
  readonly name: string;
  /** Stands for all settings: with others it has to be another connection. */
  readonly key: string;
}

export interface Drop {
  readonly do: 'drop';
  readonly name: string;
}

export type Request = Attach | Drop;

/** The keeper's first line. After it, both sides send the bytes of IRC, as they are. */
export type Reply =
  | { readonly held: { readonly greeting: string; readonly missed: string } }
  | { readonly opened: true }
  | { readonly error: string };

/** In the directory of sockets; with a number, so that another version has another keeper. */
export const SOCKET = 'relay.lines-1';

/** Milliseconds for which a connection waits for a relay: less than servers wait for an answer. */
export const HOLD = 60_000;

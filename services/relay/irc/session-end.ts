import type { IrcEvent } from 'irc-framework/src/client.js';

/** How a connection ended. */
export interface SessionEnd {
  /** In words, for `listNetworks` and the log. */
  readonly why: string;
  /** Only a person can mend it, so that trying again soon is of no use. */
  readonly refused: boolean;
}

/** Why SASL did not succeed; `reason` is irc-framework's. */
export function saslEnd(reason: string | undefined): SessionEnd {
  const why =
    reason === 'capability_missing'
      ? 'the network offers no SASL PLAIN'
      : 'the network refused the SASL account or password';
  return { why, refused: true };
}

/** What an error of the server says about the end that follows it; undefined for errors that end nothing. */
export function endOf({ error, reason = '' }: IrcEvent): SessionEnd | undefined {
  if (error === 'irc') return { why: `the server closed the connection: ${reason}`, refused: false };
  if (error === 'banned_from_network') return { why: `banned from the network: ${reason}`, refused: true };
  if (error === 'password_mismatch') return { why: 'the server wants a password', refused: true };
  return undefined;
}

import type { IrcEvent } from 'irc-framework/src/client.js';

/** The line that answers what a program asks ours (https://modern.ircdocs.horse/ctcp); most questions have none. */
export function ctcpAnswer({ nick, type, message = '' }: IrcEvent, version: string): string | undefined {
  if (type === 'VERSION') return `NOTICE ${nick} :\x01VERSION ${version}\x01`;
  if (type === 'PING') return `NOTICE ${nick} :\x01${message.slice(0, 100)}\x01`;
  return undefined;
}

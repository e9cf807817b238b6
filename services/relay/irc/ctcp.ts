import type { IrcEvent } from 'irc-framework/src/client.js';

/** The line that answers what a program asks ours (https://modern.ircdocs.horse/ctcp); most questions have none. */
export function ctcpAnswer({ nick, type, message = '' }: IrcEvent, version: string): string | undefined {
  const answer = (text: string) => `NOTICE ${nick} :\x01${text}\x01`;
  if (type === 'VERSION') return answer(`VERSION ${version}`);
  if (type === 'PING') return answer(message.slice(0, 100));
  if (type === 'TIME') return answer(`TIME ${new Date().toUTCString()}`);
  if (type === 'CLIENTINFO') return answer('CLIENTINFO ACTION CLIENTINFO PING TIME VERSION');
  return undefined;
}

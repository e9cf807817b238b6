import type { IrcEvent } from 'irc-framework/src/client.js';
import type { Said } from '../chat-network.ts';
import { isStyled, plainText } from './text.ts';

/** Older lines are history that a bouncer plays back (IRCv3 server-time). In milliseconds. */
const TOO_OLD = 60_000;

/**
 * What a PRIVMSG or an action says, when somebody says it now. Undefined for servers, for the relay's own lines (echo-message),
 * for history, and for what only a channel's operators should see.
 */
export function heardLine(
  event: IrcEvent,
  own: { isMe(nick: string): boolean; isChannel(name: string): boolean },
  action: boolean,
): Omit<Said, 'account'> | undefined {
  const { nick, target, message, tags = {}, time, hostname } = event;
  if (!nick || !target || !message || own.isMe(nick) || event.group || event.batch) return undefined;
  if (time !== undefined && Date.now() - time > TOO_OLD) return undefined;
  const text = plainText(message);
  if (text === '') return undefined;
  const direct = !own.isChannel(target);
  const id = tags['msgid'] ?? tags['draft/msgid'];
  const replyTo = tags['+draft/reply'] ?? tags['+reply'];
  return {
    name: nick,
    text,
    direct,
    place: direct ? nick : target,
    ...(hostname && { host: hostname }),
    ...(isStyled(message) && { styled: message }),
    ...(action && { action }),
    ...(id && { id }),
    ...(replyTo && { replyTo }),
    // IRCv3 bot mode.
    ...(('bot' in tags || 'draft/bot' in tags) && { program: true }),
  };
}

import type { IrcEvent } from 'irc-framework/src/client.js';
import { plainText } from './text.ts';

/** Something a person said. */
export interface HeardLine {
  readonly nick: string;
  readonly text: string;
  /** Where it was said; the person's nick in a private talk. */
  readonly place: string;
  readonly direct: boolean;
  readonly account?: string;
  /** The network's own id of the line (IRCv3 message-ids). */
  readonly id?: string;
}

/** Older lines are history that a bouncer plays back (IRCv3 server-time). In milliseconds. */
const TOO_OLD = 60_000;

/**
 * What a PRIVMSG says, when a person says it now. Undefined for servers, for the bot's own lines (echo-message), for other
 * bots that say so (IRCv3 bot mode), for history, and for what only a channel's operators should see.
 */
export function heardLine(
  event: IrcEvent,
  own: { isMe(nick: string): boolean; isChannel(name: string): boolean },
): Omit<HeardLine, 'account'> | undefined {
  const { nick, target, message, tags = {}, time } = event;
  if (!nick || !target || !message || own.isMe(nick) || event.group || event.batch) return undefined;
  if ('bot' in tags || 'draft/bot' in tags || (time !== undefined && Date.now() - time > TOO_OLD))
    return undefined;
  const text = plainText(message);
  if (text === '') return undefined;
  const direct = !own.isChannel(target);
  const id = tags['msgid'] ?? tags['draft/msgid'];
  return { nick, text, direct, place: direct ? nick : target, ...(id && { id }) };
}

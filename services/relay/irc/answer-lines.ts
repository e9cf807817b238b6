import type { Answer } from '../../bot/contract.ts';
import { roomForText, splitLine } from './split.ts';
import { tagValue, toLines } from './text.ts';

/** An answer of more lines than this is cut: a channel is no page. */
const MAX_LINES = 10;

/**
 * The PRIVMSG lines of an answer to this target. In a channel the first names whom it answers, and where the server has `tags`
 * it replies to what they said (https://ircv3.net/specs/client-tags/reply). Every line is safe and arrives whole.
 */
export function answerLines(
  answer: Answer,
  target: string,
  own: { nick: string; mention: boolean; tags: boolean },
): string[] {
  const to = own.mention && answer.to ? toLines(answer.to)[0] : undefined;
  const limit = roomForText(own.nick, target);
  const pieces = toLines(to ? `${to}: ${answer.text}` : answer.text).flatMap(line => splitLine(line, limit));
  if (pieces.length > MAX_LINES) pieces.splice(MAX_LINES - 1, pieces.length, '…');
  const { replyTo } = answer;
  const tag = own.tags && replyTo !== undefined ? `@+draft/reply=${tagValue(replyTo)} ` : '';
  return pieces.map((piece, index) => `${index === 0 ? tag : ''}PRIVMSG ${target} :${piece}`);
}

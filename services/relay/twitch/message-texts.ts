import { quietName } from '../bridge/names.ts';
import { lateMark, quoted } from '../bridge/words.ts';
import type { Carried } from '../chat-network.ts';
import { splitCharacters } from '../split-characters.ts';

/** Characters of a message. */
export const LONGEST = 500;

const MAX_MESSAGES = 4;

/** The messages by which a text is said on Twitch: one line each, and none that could be taken for a command. */
export function messagesOf(text: string, before = ''): string[] {
  const line = text.replace(/[\s\x00-\x1f\x7f]+/g, ' ').trim();
  if (line === '') return [];
  const pieces = splitCharacters(line, LONGEST - [...before].length - 1);
  if (pieces.length > MAX_MESSAGES) pieces.splice(MAX_MESSAGES - 1, pieces.length, '…');
  return pieces.map(piece => (before + piece).replace(/^[/.]/, '\u200b$&'));
}

/** A line of another room; none for a deletion, which is told by deleting. */
export function carriedMessages(line: Carried): string[] {
  const { kind, name, action, reply, late, text } = line;
  if (kind === 'delete') return [];
  if (kind === 'note') return messagesOf(`(${text})`);
  const head = action ? `* ${quietName(name)} ` : `${quietName(name)}: `;
  const marks = [
    late && lateMark(late),
    kind === 'edit' && '(edited)',
    kind === 'say' && reply && reply.id === undefined && quoted(reply),
  ];
  return messagesOf([...marks.filter(Boolean), text].join(' '), head);
}

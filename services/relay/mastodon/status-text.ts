import { htmlToText } from '../../../core/html/text.ts';
import { splitCharacters } from '../split-characters.ts';
import type { Status } from './client.ts';

/** Characters of a status, where a server does not allow more. */
const LONGEST = 500;

/** What is left for a text that is longer. */
const MORE = '…';

/** What a status says to the account, without the names at its start that only say whom it is for. */
export function wordsOf({ content }: Pick<Status, 'content'>): string {
  return htmlToText(content)
    .trim()
    .replace(/^(?:@[\w.-]+(?:@[\w.-]+)?\s+)+/, '')
    .trim();
}

/** An answer as a status: whom it is for, and as much as fits. */
export function statusText(acct: string, text: string): string {
  const head = `@${acct} `;
  const room = LONGEST - [...head].length;
  const clean = text
    .toWellFormed()
    .replace(/[\x00-\x09\x0b-\x1f\x7f]+/g, ' ')
    .trim();
  // Nobody else is called by an answer: names in it are not mentions.
  const quiet = clean.replace(/@(?=[\w])/g, '@\u200b');
  const [first = '', ...more] = splitCharacters(
    quiet,
    room - ([...quiet].length > room ? 1 : 0) * MORE.length,
  );
  return head + first + (more.length > 0 ? MORE : '');
}

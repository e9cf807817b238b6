import { hash } from 'node:crypto';
import { skeleton, wordsOf } from '../../../core/people/skeleton.ts';

/** Characters that are looked at; a message has at most 4,000. */
const LONGEST = 4_000;

/** What nobody sees: joiners, marks of direction, soft hyphens, variation selectors. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** A text as a pattern sees it: composed, without what nobody sees and without accents, in small letters, one space between words. */
export function plainOf(text: string): string {
  return text
    .slice(0, LONGEST)
    .toWellFormed()
    .normalize('NFKC')
    .replace(UNSEEN, '')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * The words of a text by what they look like, in every way in which somebody may have written around a rule: `b.a.d` and
 * `b a d` as well as `bad`, `ваd` with Cyrillic letters, and `baaad`. Each between spaces.
 */
export function seenWords(text: string): string[] {
  const seen = text.slice(0, LONGEST).normalize('NFKC').replace(UNSEEN, '');
  const loose = seen.split(/\s+/u).filter(Boolean).map(skeleton);
  const spaced = joinLetters(loose);
  const ways = [wordsOf(seen), ` ${loose.join(' ')} `, ` ${spaced.join(' ')} `];
  return [...new Set([...ways, ...ways.map(collapse)])];
}

/** Single letters that follow one another are one word. `m` is two letters in a skeleton. */
function joinLetters(words: readonly string[]): string[] {
  const joined: string[] = [];
  let open = false;
  for (const word of words) {
    const single = [...word].length === 1 || word === 'rn';
    if (single && open) joined[joined.length - 1] += word;
    else joined.push(word);
    open = single;
  }
  return joined;
}

/** The same letter three times or more is one. */
export function collapse(words: string): string {
  return words.replace(/(.)\1{2,}/gu, '$1');
}

/** Characters of a text that is its own mark. */
const SHORT = 32;

/** The same for the same text, and short however long that is: for memory that is not to grow with what people say. */
export function markOf(text: string): string {
  return text.length <= SHORT ? text : hash('sha256', text, 'base64url').slice(0, SHORT);
}

import { toAscii } from './letters.ts';

const MAX_LENGTH = 80;

/**
 * A word for addresses: `Café & Crème` gives `cafe-creme`, `C++` gives `c-plus-plus`, `Привет` gives `privet`, `日本` stays.
 * Letters and digits joined by single hyphens, at most 80 characters, cut between words where possible; empty when the text
 * has neither letter nor digit.
 */
export function slugify(text: string, language?: string): string {
  const words = toAscii(
    text.replace(/(?<=\p{L})\+\+/gu, ' plus plus ').replace(/(?<=\p{L})#/gu, ' sharp '),
    language,
  )
    .replace(/(?<=[\p{L}\p{N}])['’ʼ](?=\p{L})/gu, '')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replace(/^[-\p{M}]+|-+$/gu, '');
  return shorten(words);
}

function shorten(slug: string): string {
  const letters = [...slug];
  if (letters.length <= MAX_LENGTH) return slug;
  const cut = letters.slice(0, MAX_LENGTH).join('');
  const word = letters[MAX_LENGTH] === '-' ? cut.length : cut.lastIndexOf('-');
  return word > MAX_LENGTH / 2 ? cut.slice(0, word) : cut.replace(/-+$/, '');
}

const SLUG = /^[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:[-_.~][\p{L}\p{N}\p{M}]+)*$/u;

/** Whether a text that somebody chose can be a slug: letters, digits and marks, single `-`, `_`, `.` or `~` between them, no capitals. */
export function isSlug(text: string): boolean {
  return SLUG.test(text) && text === text.toLowerCase() && text === text.normalize('NFC');
}

/** Gives `base`, or `base-2`, `base-3` and so on: the first that is not taken. */
export function firstFree(base: string, taken: { has(slug: string): boolean }): string {
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}-${number}`)) number++;
  return `${base}-${number}`;
}

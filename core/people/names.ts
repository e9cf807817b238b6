import { AppError } from '../errors.ts';
import { skeleton } from './skeleton.ts';

export const LONGEST_NAME = 60;

/** Scripts that are written together (https://www.unicode.org/reports/tr39/#highly_restrictive). */
const TOGETHER: readonly (readonly string[])[] = [
  ['Latin', 'Han', 'Hiragana', 'Katakana'],
  ['Latin', 'Han', 'Bopomofo'],
  ['Latin', 'Han', 'Hangul'],
];
const SCRIPTS =
  `Latin Greek Cyrillic Armenian Hebrew Arabic Syriac Thaana Devanagari Bengali Gurmukhi Gujarati Oriya Tamil
  Telugu Kannada Malayalam Sinhala Thai Lao Tibetan Myanmar Georgian Hangul Ethiopic Cherokee Khmer Mongolian Hiragana
  Katakana Bopomofo Han Coptic Lisu Vai Tifinagh`
    .split(/\s+/)
    .map(name => ({ name, pattern: new RegExp(`\\p{Script=${name}}`, 'u') }));

/** Joiners belong to the spelling of Persian and of Indic scripts, and to nothing else in a name. */
const JOINED =
  /(?<=[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Sinhala}\p{Script=Malayalam}\p{M}])[\u200c\u200d]/gu;
const UNSEEN = /[\p{C}\p{Default_Ignorable_Code_Point}\u2800]/u;

/**
 * A name as it is kept and shown: composed, one space between words. Throws `invalid` for what deceives or breaks a page:
 * invisible characters and turns of direction, scripts mixed in one name, towers of accents, no letter at all.
 */
export function readName(given: string): string {
  const name = given.normalize('NFC').replace(/\s+/gu, ' ').trim();
  if (name === '') throw wrongName('Say what you are called.');
  if ([...name].length > LONGEST_NAME) throw wrongName(`At most ${LONGEST_NAME} letters for the name.`);
  if (!name.isWellFormed() || UNSEEN.test(name.replace(JOINED, '')))
    throw wrongName('The name has characters that nobody can see. Write it without them.');
  if (!/[\p{L}\p{N}]/u.test(name)) throw wrongName('The name needs at least one letter.');
  if (/\p{M}{4}/u.test(name)) throw wrongName('The name has too many accents on one letter.');
  if (mixesScripts(name))
    throw wrongName('The name mixes alphabets, as those do who pass for somebody else. Write it in one.');
  return name;
}

function mixesScripts(name: string): boolean {
  const used = SCRIPTS.filter(({ pattern }) => pattern.test(name)).map(script => script.name);
  return used.length > 1 && !TOGETHER.some(group => used.every(script => group.includes(script)));
}

/** Words that make a name look like an office here. */
const OFFICES = new Set(
  [
    'owner',
    'admin',
    'administrator',
    'editor',
    'moderator',
    'mod',
    'webmaster',
    'author',
    'op',
    'official',
    'real',
    'the',
  ].map(skeleton),
);
const RESERVED = new Set(
  ['owner', 'admin', 'administrator', 'editor', 'moderator', 'webmaster', 'deleted'].map(skeleton),
);

/** Whether a name is, or passes for, one of those with an account here: alone, run together, or dressed with an office. */
export function isReserved(name: string, accounts: readonly string[]): boolean {
  const own = new Set(
    accounts.flatMap(account => [skeleton(account), skeleton(withoutOffices(account) || account)]),
  );
  const whole = skeleton(name);
  const bare = withoutOffices(name);
  return RESERVED.has(whole) || own.has(whole) || (bare !== '' && own.has(skeleton(bare)));
}

function withoutOffices(name: string): string {
  const words = name.split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean);
  return words.filter(word => !OFFICES.has(skeleton(word))).join('');
}

function wrongName(message: string): AppError {
  return new AppError('invalid', message, { reason: 'bad_name', details: { field: 'name' } });
}

import { AppError } from '../../../core/errors.ts';
import { skeleton, wordsOf } from '../../../core/people/skeleton.ts';
import { shorten } from '../parse/arguments.ts';
import { collapse, plainOf, seenWords } from './fold.ts';
import { compilePattern, MOST_OF_ROOM } from './pattern.ts';

/** Finds what a message has of a list; gives the entry as it was written. */
export type WordFinder = (text: string) => string | undefined;

/** A shorter one would be found in everything. */
const SHORTEST = 2;

interface Glob {
  readonly entry: string;
  /** What has to stand in a word, in this order, between its beginning and its end. */
  readonly parts: readonly string[];
}

/**
 * Makes the finder of a room's blacklist: words, phrases, `wild*cards` and `/patterns/`. Words are compared by what they
 * look like, patterns see the text without accents. Throws `invalid` for an entry that cannot be used.
 */
export function wordFinder(entries: readonly string[]): WordFinder {
  const phrases: { entry: string; words: string }[] = [];
  const globs: Glob[] = [];
  const patterns: { entry: string; test(text: string): boolean }[] = [];
  let steps = 0;
  for (const entry of entries) {
    const [, pattern] = /^\/(.+)\/$/s.exec(entry) ?? [];
    if (pattern !== undefined) {
      const { test, size } = compilePattern(pattern);
      patterns.push({ entry, test });
      steps += size;
    } else if (entry.includes('*')) globs.push(readGlob(entry));
    else phrases.push({ entry, words: readPhrase(entry) });
  }
  if (steps > MOST_OF_ROOM)
    throw new AppError(
      'invalid',
      `The patterns are too large together: ${steps} steps, and at most ${MOST_OF_ROOM} are possible.`,
    );
  if (entries.length === 0) return () => undefined;
  return text => {
    const ways = seenWords(text);
    for (const { entry, words } of phrases) if (ways.some(way => way.includes(words))) return entry;
    if (globs.length > 0) {
      const words = new Set(ways.flatMap(way => way.split(' ').filter(Boolean)));
      for (const glob of globs) for (const word of words) if (fits(glob, word)) return glob.entry;
    }
    if (patterns.length === 0) return undefined;
    const plain = plainOf(text);
    return patterns.find(({ test }) => test(plain))?.entry;
  };
}

function readPhrase(entry: string): string {
  const words = collapse(wordsOf(entry));
  if (words.trim().length >= SHORTEST && /[\p{L}\p{N}]/u.test(entry)) return words;
  throw new AppError('invalid', `“${shorten(entry)}” has no word in it.`);
}

function readGlob(entry: string): Glob {
  if (/\s/.test(entry))
    throw new AppError('invalid', `“${shorten(entry)}”: * stands for the rest of one word only.`);
  const parts = entry.split('*').map(part => (part === '' ? '' : collapse(skeleton(part))));
  if (parts.join('').length < SHORTEST || !/[\p{L}\p{N}]/u.test(entry))
    throw new AppError('invalid', `“${shorten(entry)}” would be found in everything.`);
  return { entry, parts };
}

/** Whether the word is the parts with anything between them; it looks at each letter once for each part. */
function fits({ parts }: Glob, word: string): boolean {
  const first = parts[0]!;
  const last = parts.at(-1)!;
  if (word.length < first.length + last.length || !word.startsWith(first) || !word.endsWith(last))
    return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = word.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= word.length - last.length;
}

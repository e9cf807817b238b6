import { DENSE, searchWords } from '../../../core/words.ts';

/** What a search asks for, as queries for `::tsquery`. */
export interface SearchQuery {
  readonly whole: string;
  /** The words that must be there, in whatever order and whatever must not: what the index of words knows by itself. */
  readonly words: string;
}

interface Term {
  /** One after the other. */
  readonly words: readonly string[];
  readonly without: boolean;
  /** The last word may be unfinished. */
  readonly prefix: boolean;
}

/** Letters from which on the last word is looked for as the beginning of one: fewer begin too many. */
const BEGINNING = 3;
/** A phrase or a word, and whether it must not be there. */
const PIECE = /(-?)"([^"]*)"?|(-?)([^\s"]+)/gu;

/**
 * Reads words, `"phrases"`, `or` and `-not`. Undefined when there is no word that must be there, so that nothing is found;
 * this is so too for an alternative that only says what must not be there.
 */
export function searchQuery(text: string): SearchQuery | undefined {
  const alternatives = readAlternatives(text).filter(terms => terms.some(term => !term.without));
  if (alternatives.length === 0) return undefined;
  const join = (each: (terms: readonly Term[]) => string) =>
    alternatives.map(terms => `(${each(terms)})`).join(' | ');
  return {
    whole: join(terms =>
      terms
        .map(term => (term.without ? `!(${phrase(term, ' <-> ')})` : `(${phrase(term, ' <-> ')})`))
        .join(' & '),
    ),
    words: join(terms =>
      terms
        .filter(term => !term.without)
        .map(term => phrase(term, ' & '))
        .join(' & '),
    ),
  };
}

function readAlternatives(text: string): Term[][] {
  const alternatives: Term[][] = [[]];
  for (const { 0: piece, 1: minus, 2: quoted, 3: sign, 4: word = '', index } of text.matchAll(PIECE)) {
    if (word.toLowerCase() === 'or' && sign === '') {
      alternatives.push([]);
      continue;
    }
    const words = searchWords(quoted ?? word);
    if (words.length === 0) continue;
    const without = (minus ?? sign) === '-';
    const last = quoted === undefined && !without && index + piece.length === text.trimEnd().length;
    alternatives.at(-1)!.push({ words, without, prefix: last && mayBegin(words.at(-1)!) });
  }
  return alternatives;
}

function mayBegin(word: string): boolean {
  return word.length >= BEGINNING && !word.match(DENSE);
}

function phrase({ words, prefix }: Term, between: string): string {
  return words.map(word => `'${word}'`).join(between) + (prefix ? ':*' : '');
}

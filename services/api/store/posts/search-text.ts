import { type RawBuilder, sql } from 'kysely';
import { DENSE, searchWords, WORD } from '../../../../core/words.ts';

/** A tsvector holds 1 MB at most; what a very long post says after this many letters is not found. */
const LONGEST = 150_000;
/** In bytes; PostgreSQL leaves longer words out of a text, but refuses them in an array. */
const LONGEST_WORD = 2000;

/** The words of a text for a dictionary: accents are left where letters are others without them, as й is not и. */
function dictionaryWords(text: string): string {
  const words = text
    .normalize('NFKD')
    .replace(/(\p{sc=Latin})\p{M}+/gu, '$1')
    .normalize('NFC')
    .toLowerCase()
    .replace(DENSE, ' ');
  return (words.match(WORD) ?? []).join(' ');
}

/** What a post is found by. */
export interface Searchable {
  title: string;
  tags: readonly string[];
  text: string;
  /** BCP 47: its own language or that of the site. */
  language: string;
}

/**
 * Words as they are, and stemmed by the dictionary of the language where PostgreSQL has one; the title and tags count more than
 * the text. Words of the title are there a second time with a sign of their own, so that the index alone tells who has them.
 */
export function searchVector({ title, tags, text, language }: Searchable): RawBuilder<string> {
  const part = (words: string) => {
    const cut = words.slice(0, LONGEST);
    return sql`(to_tsvector('simple', ${searchWords(cut).join(' ')})
      || coalesce(to_tsvector(search_config(${language}), ${dictionaryWords(cut)}), ''))`;
  };
  const titleWords = [...new Set(searchWords(title))]
    .filter(word => Buffer.byteLength(word) < LONGEST_WORD)
    .map(word => `${TITLE}${word}`);
  return sql<string>`setweight(${part(title)}, 'A') || setweight(${part(tags.join(' '))}, 'B')
    || setweight(${part(text)}, 'D') || array_to_tsvector(${titleWords}::text[])`;
}

/** Stands before a word of the title; no word has it. */
export const TITLE = '^';

/** One thing that a post must have: a word, or letters of a script without spaces in this order. */
export interface Term {
  words: readonly string[];
  /** The same for a dictionary; empty when it has nothing to say. */
  stemmed: string;
  /** It may be unfinished, since nothing was written after it. */
  prefix: boolean;
}

const MOST_TERMS = 20;

/** What is asked for, in the order in which it was written. */
export function searchTerms(text: string): Term[] {
  const terms: Term[] = [];
  for (const [run] of text.slice(0, 1000).matchAll(WORD))
    for (const [piece] of run.matchAll(PIECE)) {
      const words = searchWords(piece);
      if (words.length === 0) continue;
      const dense = words.length > 1;
      terms.push({ words, stemmed: dense ? '' : dictionaryWords(piece), prefix: false });
    }
  const asked = terms.slice(0, MOST_TERMS);
  const last = asked.at(-1);
  if (last && last.words.length === 1) last.prefix = true;
  return asked;
}

/** Letters of scripts without spaces, or others. */
const PIECE = new RegExp(`(?:${DENSE.source})+|(?:(?!${DENSE.source})[\\p{L}\\p{N}\\p{M}])+`, 'gu');

/** A query for what has all terms, each as it is or with the same stem in one of the languages; undefined without a term. */
export function searchQuery(
  terms: readonly Term[],
  languages: readonly string[],
): RawBuilder<unknown> | undefined {
  if (terms.length === 0) return undefined;
  const each = terms.map(({ words, stemmed, prefix }) => {
    const operands = words.map(word => `'${word}'${prefix ? ':*' : ''}`);
    const stems = stemmed === '' ? [] : languages.map(one => sql` || ${stemQuery(one, stemmed)}`);
    return sql`(${operands.join(' <-> ')}::tsquery${sql.join(stems, sql``)})`;
  });
  return sql`(${sql.join(each, sql` && `)})`;
}

/** The words of a text in one language as a query; an empty one, which changes nothing, without a dictionary. */
function stemQuery(language: string, words: string): RawBuilder<unknown> {
  return sql`coalesce(plainto_tsquery(search_config(${language}), ${words}), '')`;
}

/** A query for what has all terms in its title. */
export function titleQuery(terms: readonly Term[]): string {
  const operands = terms.flatMap(({ words, prefix }) =>
    words.map(word => `'${TITLE}${word}'${prefix ? ':*' : ''}`),
  );
  return operands.join(' & ');
}

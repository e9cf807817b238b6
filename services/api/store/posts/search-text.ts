import { type RawBuilder, sql } from 'kysely';

/** Scripts without spaces between words: each letter is made a word, so that any part of a phrase is found. */
const DENSE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}]/gu;
const WORD = /[\p{L}\p{N}\p{M}]+/gu;

/** A tsvector holds 1 MB at most; what a very long post says after this many letters is not found. */
const LONGEST = 150_000;
const MOST_WORDS = 20;

/** Words as they are compared: lower case, without accents, without punctuation. */
export function searchWords(text: string): string[] {
  const folded = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .normalize('NFC');
  return folded.replace(DENSE, ' $& ').match(WORD) ?? [];
}

/** What a post is found by; its title and tags count more than its body. */
export function searchVector(title: string, tags: readonly string[], body: string): RawBuilder<string> {
  const part = (text: string) => searchWords(text.slice(0, LONGEST)).join(' ');
  return sql<string>`setweight(to_tsvector('simple', ${part(title)}), 'A')
    || setweight(to_tsvector('simple', ${part(tags.join(' '))}), 'B')
    || setweight(to_tsvector('simple', ${part(body)}), 'D')`;
}

/** A query for posts that have all words, the last of which may be unfinished; undefined when there is no word in it. */
export function searchQuery(text: string): RawBuilder<unknown> | undefined {
  const words = searchWords(text).slice(0, MOST_WORDS);
  if (words.length === 0) return undefined;
  const operands = words.map((word, at) => (at === words.length - 1 ? `'${word}':*` : `'${word}'`));
  return sql`to_tsquery('simple', ${operands.join(' & ')})`;
}

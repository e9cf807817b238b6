import { searchWords } from '../../../core/words.ts';

/** Bytes; PostgreSQL refuses longer words. */
const LONGEST = 2000;

/** The words of a text with their places, as `::tsvector` takes them. */
export function wordVector(text: string): string {
  return searchWords(text)
    .map((word, place) => (Buffer.byteLength(word) < LONGEST ? `${word}:${place + 1}` : ''))
    .join(' ');
}

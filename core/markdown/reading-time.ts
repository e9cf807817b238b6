/** Scripts written without spaces, where a letter rather than a word is counted. */
const DENSE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/gu;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’]*/gu;

const WORDS_A_MINUTE = 230;
const DENSE_LETTERS_A_MINUTE = 500;

/** How many words a text has, Chinese and Japanese letters counting as one each, and how many whole minutes it takes to read. */
export function readingTime(text: string): { words: number; minutes: number } {
  const dense = text.match(DENSE)?.length ?? 0;
  const spaced = (dense === 0 ? text : text.replace(DENSE, ' ')).match(WORD)?.length ?? 0;
  const minutes = spaced / WORDS_A_MINUTE + dense / DENSE_LETTERS_A_MINUTE;
  return { words: spaced + dense, minutes: Math.max(1, Math.round(minutes)) };
}

/** Scripts without spaces between words: each letter is made a word, so that any part of a phrase is found. */
export const DENSE: RegExp = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}]/gu;
export const WORD: RegExp = /[\p{L}\p{N}\p{M}]+/gu;

/** Text as it is compared: lower case, without accents. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .normalize('NFC');
}

/** The words of a text as they are compared, without punctuation. */
export function searchWords(text: string): string[] {
  return fold(text).replace(DENSE, ' $& ').match(WORD) ?? [];
}

const LETTER = /\p{L}/gu;
const CAPITAL = /\p{Lu}/gu;
const EMOJI = /\p{RGI_Emoji}/gv;
/** Signs, and accents beyond the two that a letter of any language has. */
const SYMBOL = /[^\p{L}\p{N}\p{M}\s]|(?<=\p{M}\p{M})\p{M}/gu;

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

/** Letters that have a capital form, and how many percent of them are capitals. */
export function capitals(text: string): { of: number; percent: number } {
  const cased = text.match(LETTER)?.filter(letter => letter.toLowerCase() !== letter.toUpperCase()) ?? [];
  const capital = count(cased.join(''), CAPITAL);
  return { of: cased.length, percent: cased.length === 0 ? 0 : (100 * capital) / cased.length };
}

/** Emoji as people see them; a flag or a family is one. */
export function emojiCount(text: string): number {
  return count(text, EMOJI);
}

/** Characters but spaces and emoji, and how many percent of them are signs. */
export function symbols(text: string): { of: number; percent: number } {
  const rest = text.replace(EMOJI, '').replace(/\s+/g, '');
  return { of: rest.length, percent: rest.length === 0 ? 0 : (100 * count(rest, SYMBOL)) / rest.length };
}

import { random, wordAt } from '../../scale/texts.ts';

/** Different words; the nth stands about 1/n as often as the first, as in any language. */
const VOCABULARY = 100_000;
export const PARAGRAPHS = 60_000;
export const TITLES = 200_000;

/** `count` texts of `length` words, the same in each run. */
export function* textsOf(count: number, length: number, seed: number): Generator<string> {
  const next = random(seed);
  const vocabulary = Array.from({ length: VOCABULARY }, (_, place) => wordAt(place));
  for (let n = 0; n < count; n++)
    yield Array.from({ length }, () => vocabulary[Math.floor(VOCABULARY ** next()) - 1]).join(' ');
}

/** What the figures search for. */
export const asked = {
  /** In the titles of eight items. */
  rare: 'quern1000x',
  /** In some of a hundred items. */
  common: wordAt(900),
  /** Each in about a third of all items. */
  twoCommon: `${wordAt(30)} ${wordAt(40)}`,
  /** Two words that are in every other item, seldom in this order. */
  phrase: `"${wordAt(20)} ${wordAt(30)}"`,
  /** In all items but some hundreds. */
  all: wordAt(0),
} as const;

/** Words that texts are made of, the usual ones first: the nth stands about 1/n as often as the first, as in any language. */
const VOCABULARY = 20_000;
const SYLLABLES = 'ba de fi go hu ja ke li mo nu pa ré si to vu wa ze dü an el in or us'.split(' ');
const ENDINGS = ['', '', '', '', 's', 'ing', 'ed', 'en', 'er', 'ly'];
/** A word with which so many posts are found, whatever the size of the site. */
const FEW = 8;
/** Of every hundred posts one has it. */
const HUNDREDTH = 100;

export interface Text {
  title: string;
  markdown: string;
  tags: string[];
  language?: string;
}

/** Words that a post of this number has beside those of every text; searches are for these. */
export const words = {
  /** In all posts. */
  usual: 'hedgerow',
  /** In every other post, and in the others: never together. */
  even: 'blackthorn',
  odd: 'hornbeam',
  /** With an accent, in every fourth. */
  accented: 'Räuchermännchen',
  /** In about `FEW` posts; `group` runs from 0 to `groupsOf(posts)`. */
  few: (group: number) => `quern${group}x`,
  /** In every hundredth. */
  hundredth: (remainder: number) => `sluice${remainder % HUNDREDTH}`,
} as const;

/** Into how many groups of `FEW` the posts fall. */
export function groupsOf(posts: number): number {
  return Math.ceil(posts / FEW);
}

/** Numbers from 0 to 1, the same in each run (mulberry32). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The word at a place in the order of how usual they are. */
export function wordAt(place: number): string {
  let rest = place + 1;
  let word = '';
  while (rest > 0) {
    word = SYLLABLES[rest % SYLLABLES.length] + word;
    rest = Math.floor(rest / SYLLABLES.length);
  }
  return word + ENDINGS[place % ENDINGS.length];
}

/** The `number`th of `posts`: 100 to 1,500 words in three languages, mostly short. */
export function textOf(number: number, posts: number): Text {
  const next = random(number);
  const word = () => wordAt(Math.floor(VOCABULARY ** next()));
  const sentence = (length: number) => Array.from({ length }, word).join(' ');
  const own = [
    words.usual,
    number % 2 === 0 ? words.even : words.odd,
    words.few(number % groupsOf(posts)),
    words.hundredth(number),
    ...(number % 4 === 0 ? [words.accented] : []),
  ];
  const paragraphs = Array.from({ length: 2 + Math.floor(next() ** 3 * 28) }, () =>
    Array.from({ length: 4 }, () => `${sentence(12)}.`).join(' '),
  );
  const place = Math.floor(next() * paragraphs.length);
  paragraphs[place] += ` The *${own.join('* and [')}](https://example.org/${number}).`;
  const language = { 3: 'de', 7: 'fr' }[number % 10];
  return {
    title: `${sentence(4)} ${number % 20 === 0 ? words.usual : ''}`,
    markdown: paragraphs.join('\n\n'),
    tags: [`Tag ${number % TAGS}`, `Tag ${(number * 7) % TAGS}`],
    ...(language === undefined ? {} : { language }),
  };
}

/** Tags that the posts share among them. */
export const TAGS = 20;

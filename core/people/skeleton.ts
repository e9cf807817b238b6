/**
 * Letters and digits that are drawn alike, each group by the one that stands for all. A choice out of Unicode's confusables
 * (https://www.unicode.org/reports/tr39/#Confusable_Detection): those that are alike in common fonts, lower case.
 */
const ALIKE: Readonly<Record<string, string>> = {
  a: 'аɑαạą⍺', // Cyrillic, Latin alpha, Greek
  b: 'ьƅЬв',
  c: 'сϲⅽᴄ',
  d: 'ԁⅾɗ',
  e: 'еҽєəɛε',
  f: 'ſƒϝ',
  g: 'ɡցğ',
  h: 'һհнℎ',
  l: 'i1|!ıіӏιɩⅼǀ',
  j: 'јϳ',
  k: 'кκĸ',
  n: 'ոռпηɴ',
  o: '0оοօσѳɵøᴏ',
  p: 'рρþ',
  q: 'ԛգ',
  r: 'гᴦɾя',
  s: 'ѕꜱ5$',
  t: 'тτt',
  u: 'υսᴜцʋ',
  v: 'νѵⅴᴠ',
  w: 'ѡԝшωᴡ',
  x: 'хχⅹ×',
  y: 'уγүʏ',
  z: 'ᴢ2ʐ',
};

const FOLDED = new Map(
  Object.entries(ALIKE).flatMap(([letter, alike]) => [...alike].map(one => [one, letter] as const)),
);

/**
 * What a name looks like: the same for names that a reader takes for one. Width, case, accents, spaces, signs and invisible
 * characters do not count, and letters of other scripts that are drawn alike are one. For comparing, never for showing.
 */
export function skeleton(name: string): string {
  const plain = name
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKD')
    // Accents on Latin, Greek and Cyrillic; in other scripts marks are letters.
    .replace(/[\u0300-\u036f]/g, '');
  let folded = '';
  for (const char of plain) folded += FOLDED.get(char) ?? char;
  const letters = folded
    .replace(/m/g, 'rn')
    .replace(/vv/g, 'w')
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '');
  return letters || plain;
}

/** Every word as it looks, between spaces, so that `ass` is not found in `grass`. */
export function wordsOf(text: string): string {
  const words = text.split(/[^\p{L}\p{M}\p{N}@$]+/u).filter(Boolean);
  return ` ${words.map(skeleton).join(' ')} `;
}

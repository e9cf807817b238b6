/** Letters that Unicode does not decompose into an ASCII letter and marks, and how they are commonly written in ASCII. */
const LATIN = 'ß ss æ ae œ oe ø o ł l đ d ð d þ th ħ h ı i ŋ ng ĸ k ŧ t ſ s ə e ɛ e ɔ o';

/** Russian, Ukrainian, Belarusian, Bulgarian and Serbian, close to BGN/PCGN without its marks. */
const CYRILLIC =
  'а a б b в v г g ґ g д d ђ dj ѓ gj е e ё yo є ye ж zh з z ѕ dz и i і i ї yi й y ј j к k ќ kj л l љ lj м m ' +
  'н n њ nj о o п p р r с s т t ћ c у u ў u ф f х kh ц ts ч ch џ dz ш sh щ shch ъ - ы y ь - э e ю yu я ya';

/** Modern Greek letter by letter (ISO 843, without its marks). */
const GREEK =
  'α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o';

const LETTERS = pairs(`${LATIN} ${CYRILLIC} ${GREEK}`);

/** German writes its umlauts as two letters where others drop the dots. */
const GERMAN = pairs('ä ae ö oe ü ue');

function pairs(list: string): ReadonlyMap<string, string> {
  const words = list.split(' ');
  const map = new Map<string, string>();
  for (let at = 0; at < words.length; at += 2)
    map.set(words[at]!, words[at + 1]! === '-' ? '' : words[at + 1]!);
  return map;
}

/**
 * Lower-case text in ASCII letters where that is easy (Latin, Cyrillic, Greek); other scripts stay as they are, in NFC.
 * `language` (BCP 47) decides where languages differ.
 */
export function toAscii(text: string, language = ''): string {
  const german = /^de\b/i.test(language);
  let ascii = '';
  for (const letter of text.normalize('NFC').toLowerCase()) {
    const known = (german ? GERMAN.get(letter) : undefined) ?? LETTERS.get(letter);
    ascii += known ?? withoutMarks(letter);
  }
  return ascii.normalize('NFC');
}

/** `é` is `e`; a letter whose base is not in the tables keeps its marks, since in many scripts they are vowels. */
function withoutMarks(letter: string): string {
  if (letter <= '\x7f') return letter;
  const base = letter.normalize('NFKD').replace(/\p{M}+/gu, '');
  if (/^[\x20-\x7e]+$/.test(base)) return base.toLowerCase();
  return LETTERS.get(base) ?? letter;
}

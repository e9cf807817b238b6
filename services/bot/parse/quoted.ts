/** A name or word that a text begins with, and what follows it. */
export interface Taken {
  readonly word: string;
  readonly quoted: boolean;
  readonly rest: string;
}

const BETWEEN = String.raw`"([^"\n]{1,200})"|[“„]([^“”\n]{1,200})[”“]|['‘]([^'‘’\n]{1,200})['’]`;
const FIRST = new RegExp(`^@?(?:${BETWEEN}|([^\\s,:;!?"“”„]{1,100}))[,:;!?]?(?:\\s+(.*))?$`, 'su');
/** Within a text, where an apostrophe is none: `5" and 6"` has no quotes either. */
const WITHIN = /(?<![^\s@(|])(?:"(?=\S)[^"\n]{1,200}(?<=\S)"|[“„][^“”\n]{1,200}[”“])(?![\p{L}\p{N}])/gu;

/**
 * Takes the name or word that a text begins with: up to a space, or what stands between quotes, straight or curly. An `@`
 * before it and one sign after it are no part of it. Undefined when there is none.
 */
export function takeWord(text: string): Taken | undefined {
  const [found, straight, curly, single, plain, rest = ''] = FIRST.exec(text.trim()) ?? [];
  const between = (straight ?? curly ?? single)?.replace(/\s+/g, ' ').trim();
  const word = between ?? plain;
  return found === undefined || !word ? undefined : { word, quoted: between !== undefined, rest };
}

/** All words of a text; what stands between quotes is one. */
export function splitWords(text: string): string[] {
  return splitOutside(text, /\s+/)
    .filter(part => part.trim() !== '')
    .map(unquote);
}

/** What stands between the quotes around a text; any other as it is. */
export function unquote(text: string): string {
  const taken = takeWord(text);
  return taken?.quoted && taken.rest === '' ? taken.word : text.trim();
}

/** Splits a text as its `split` would, though not between quotes. */
export function splitOutside(text: string, separator: RegExp): string[] {
  if (!/["“„]/.test(text)) return text.split(separator);
  const hidden = text.replace(WITHIN, quoted => 'x'.repeat(quoted.length));
  const flags = separator.flags.includes('g') ? separator.flags : `${separator.flags}g`;
  const parts: string[] = [];
  let from = 0;
  for (const match of hidden.matchAll(new RegExp(separator, flags))) {
    parts.push(text.slice(from, match.index), ...match.slice(1));
    from = match.index + match[0].length;
  }
  return [...parts, text.slice(from)];
}

/** A name as it is compared: `@AnnLee` is how people write to Ann Lee. */
export function foldName(name: string): string {
  return name.replace(/^@/, '').replace(/\s+/g, '').toLowerCase();
}

/** A name as it is written in a command. */
export function writtenName(name: string): string {
  return /\s/.test(name) ? `"${name}"` : name;
}

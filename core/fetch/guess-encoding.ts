import { createRequire } from 'node:module';

/** Loaded at first use: most processes never meet a text whose encoding nobody says. */
const require = createRequire(import.meta.url);

/** Bytes in which words are looked for, and of those words. More makes a guess slower and not better. */
const LOOK = 50_000;
const WORDS = 2_000;
/** Of 100; below it a guess is no better than that the text is Western, as most are. */
const SURE = 30;

/**
 * A decoder for the encoding in which a text that says none reads as one of the languages written in it, or windows-1252.
 * Only words with a character beyond ASCII are looked at: tags and English words would make everything Western. No encoding
 * that browsers know has `<`, `>` or a space within a character, except UTF-16, which is not looked for.
 */
export function guessEncoding(body: Uint8Array): TextDecoder {
  const words = Buffer.from(body.buffer, body.byteOffset, Math.min(body.length, LOOK))
    .toString('latin1')
    .replace(/<[^>]*>/g, ' ')
    .split(/\s+/)
    .filter(word => /[\x80-\xff]/.test(word))
    .join(' ')
    .slice(0, WORDS);
  const { analyse } = require('chardet') as typeof import('chardet');
  const [best] = analyse(Buffer.from(words, 'latin1'));
  if (best === undefined || best.confidence < SURE || /^(?:ASCII|UTF)/.test(best.name)) return western();
  try {
    return new TextDecoder(best.name);
  } catch {
    return western();
  }
}

function western(): TextDecoder {
  return new TextDecoder('windows-1252');
}

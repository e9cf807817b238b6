import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { woffToTrueType } from './woff.ts';

const SUBSETS = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek', 'greek-ext', 'vietnamese'];
const WEIGHTS = [500, 700];

/** The letters of a card, whatever fonts the machine has. */
export interface CardFonts {
  /** TrueType files, the one of plain Latin first. */
  files: string[];
  /** A text without the letters that the fonts lack. */
  covered(text: string): string;
}

/** Unpacks the fonts into a directory, since the image library takes neither their format nor bytes. */
export async function loadFonts(directory: string): Promise<CardFonts> {
  const home = dirname(createRequire(import.meta.url).resolve('@fontsource/inter/package.json'));
  const ranges = JSON.parse(await readFile(join(home, 'unicode.json'), 'utf8')) as Record<string, string>;
  await mkdir(directory, { recursive: true });
  const files: string[] = [];
  for (const subset of SUBSETS)
    for (const weight of WEIGHTS) {
      const file = join(directory, `inter-${subset}-${weight}.ttf`);
      await writeFile(
        file,
        woffToTrueType(await readFile(join(home, `files/inter-${subset}-${weight}-normal.woff`))),
      );
      files.push(file);
    }
  const known = letters(SUBSETS.map(subset => ranges[subset] ?? '').join(','));
  return {
    files,
    covered: text =>
      text
        .replace(known, ' ')
        .replace(/\p{C}+/gu, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
  };
}

/** What is outside ranges such as `U+0000-00FF,U+0131`. */
function letters(ranges: string): RegExp {
  const inside = [...ranges.matchAll(/U\+([0-9A-F]+)(?:-([0-9A-F]+))?/gi)]
    .map(([, from, to]) => `\\u{${from}}-\\u{${to ?? from}}`)
    .join('');
  return new RegExp(`[^${inside}]+`, 'gu');
}

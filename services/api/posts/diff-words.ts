import { diffArrays } from 'diff';
import type { DiffLine } from '../contract.ts';

type Parts = DiffLine['parts'];

/** In UTF-16 units: longer blocks are shown as lines that were replaced, since nobody reads them word by word. */
const LONGEST = 20_000;
const MOST_EDITS = 1000;
/** Lines that share less of their text than this stand for nothing of each other. */
const ALIKE = 0.3;

let segmenter: Intl.Segmenter | undefined;

/** Lines that replace each other, each in pieces of which those are marked that the other side does not have. */
export function diffWords(
  removed: readonly string[],
  added: readonly string[],
): { removed: Parts[]; added: Parts[] } {
  const whole = { removed: removed.map(unmarked), added: added.map(unmarked) };
  const [older, newer] = [removed.join('\n'), added.join('\n')];
  const longest = Math.max(older.length, newer.length);
  if (removed.length === 0 || added.length === 0 || longest > LONGEST) return whole;
  const changes = diffArrays(wordsOf(older), wordsOf(newer), { maxEditLength: MOST_EDITS });
  if (changes === undefined) return whole;
  const pieces = changes.map(({ value, added = false, removed = false }) => ({
    text: value.join(''),
    added,
    removed,
  }));
  const shared = pieces.reduce(
    (sum, piece) => sum + (piece.added || piece.removed ? 0 : piece.text.trim().length),
    0,
  );
  if (shared < longest * ALIKE) return whole;
  const side = (other: 'added' | 'removed') => intoLines(pieces.filter(piece => !piece[other]));
  return { removed: side('added'), added: side('removed') };
}

function unmarked(text: string): Parts {
  return [{ text, changed: false }];
}

/** Words, and what stands between them, in any script (https://www.unicode.org/reports/tr29/#Word_Boundaries). */
function wordsOf(text: string): string[] {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'word' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

function intoLines(pieces: readonly { text: string; added: boolean; removed: boolean }[]): Parts[] {
  const lines: Parts[] = [[]];
  for (const { text, added, removed } of pieces) {
    text.split('\n').forEach((part, at) => {
      if (at > 0) lines.push([]);
      if (part !== '') lines.at(-1)!.push({ text: part, changed: added || removed });
    });
  }
  return lines.map(parts => (parts.length === 0 ? unmarked('') : parts));
}

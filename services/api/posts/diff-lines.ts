import { diffArrays } from 'diff';
import type { Diff, DiffLine } from '../contract.ts';
import { diffWords } from './diff-words.ts';

/** Lines that are shown around what has changed. */
const CONTEXT = 3;
/** Insertions and removals up to which the shortest way is looked for; the cost grows with this times the lines. */
const MOST_EDITS = 2000;
const MOST_LINES = 3000;

export type LineDiff = Pick<Diff, 'lines' | 'added' | 'removed' | 'cut'>;

interface Block {
  removed: string[];
  added: string[];
}

/**
 * How a text differs from an older one: line by line, and within lines that stand for each other word by word. Lines are what
 * stands between line feeds. `context` lines that are the same are kept around each change.
 */
export function diffLines(older: string, newer: string, context = CONTEXT): LineDiff {
  const lines: DiffLine[] = [];
  let [from, to, added, removed] = [1, 1, 0, 0];
  for (const part of compare(linesOf(older), linesOf(newer))) {
    if (Array.isArray(part)) {
      for (const text of part)
        lines.push({ kind: 'same', parts: [{ text, changed: false }], from: from++, to: to++ });
      continue;
    }
    removed += part.removed.length;
    added += part.added.length;
    const words = diffWords(part.removed, part.added);
    for (const parts of words.removed) lines.push({ kind: 'removed', parts, from: from++ });
    for (const parts of words.added) lines.push({ kind: 'added', parts, to: to++ });
  }
  const shown = leaveOut(lines, context);
  return { lines: shown.slice(0, MOST_LINES), added, removed, cut: shown.length > MOST_LINES };
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n');
}

/** Runs of lines that are the same, and blocks of lines that replace each other, in order. */
function* compare(older: string[], newer: string[]): Generator<string[] | Block> {
  let start = 0;
  while (start < older.length && start < newer.length && older[start] === newer[start]) start++;
  let end = 0;
  const most = Math.min(older.length, newer.length) - start;
  while (end < most && older.at(-1 - end) === newer.at(-1 - end)) end++;
  yield older.slice(0, start);
  const [gone, come] = [older.slice(start, older.length - end), newer.slice(start, newer.length - end)];
  let block: Block = { removed: [], added: [] };
  for (const change of diffArrays(gone, come, { maxEditLength: MOST_EDITS }) ?? [
    { value: gone, removed: true, added: false },
    { value: come, removed: false, added: true },
  ]) {
    if (change.removed) block.removed.push(...change.value);
    else if (change.added) block.added.push(...change.value);
    else {
      yield block;
      yield change.value;
      block = { removed: [], added: [] };
    }
  }
  yield block;
  yield older.slice(older.length - end);
}

/** Puts one gap in place of lines that are the same and further than `context` from every change. */
function leaveOut(lines: readonly DiffLine[], context: number): DiffLine[] {
  const shown: DiffLine[] = [];
  for (let at = 0; at < lines.length; ) {
    let end = at;
    while (lines[end]?.kind === 'same') end++;
    const first = at === 0 ? at : at + context;
    const last = end === lines.length ? end : end - context;
    if (last - first > 1) {
      shown.push(...lines.slice(at, first), { kind: 'gap', parts: [], skipped: last - first });
      shown.push(...lines.slice(last, end));
    } else shown.push(...lines.slice(at, end));
    at = end;
    while (at < lines.length && lines[at]?.kind !== 'same') shown.push(lines[at++]!);
  }
  return shown;
}

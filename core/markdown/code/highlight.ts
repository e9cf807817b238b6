import { createHelper } from '../../helper/helper.ts';

export interface CodeBlock {
  code: string;
  /** In lower case. */
  language: string;
}

/** The lines of a block as HTML; undefined for one that stays as it is. */
export type HighlightedLines = readonly string[] | undefined;

export type HighlightTasks = {
  highlight: { asked: { blocks: readonly CodeBlock[] }; given: readonly HighlightedLines[] };
};

/** More than anybody reads in colour: a longer block stays plain. */
const MOST_LINES = 1_000;
const MOST_CHARACTERS = 60_000;
const PLAIN = new Set(['', 'text', 'txt', 'plain', 'plaintext', 'none', 'output', 'ascii']);

const helper = createHelper<HighlightTasks>({
  script: new URL('./process.js', import.meta.url),
  longest: 15_000,
});

/**
 * Highlights blocks of code in a process of its own: grammars take some 60 MB that one which only serves pages must not keep, and
 * a long block holds up nobody else. Never fails: blocks stay plain when their language is unknown or they take too much time or
 * memory.
 */
export async function highlight(blocks: readonly CodeBlock[]): Promise<readonly HighlightedLines[]> {
  const asked = blocks.map(block => (isWorthIt(block) ? block : { code: '', language: '' }));
  if (asked.every(block => block.language === '')) return blocks.map(() => undefined);
  return helper('highlight', { blocks: asked }).catch(() => []);
}

function isWorthIt({ code, language }: CodeBlock): boolean {
  if (PLAIN.has(language) || code.length > MOST_CHARACTERS) return false;
  let lines = 1;
  for (let at = code.indexOf('\n'); at !== -1; at = code.indexOf('\n', at + 1)) lines++;
  return lines <= MOST_LINES;
}

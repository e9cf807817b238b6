/** What a fence says after its marks: ` ```ts title="server.ts" {1,4-6} `. */
export interface FenceMeta {
  /** In lower case; empty for none. */
  language: string;
  title: string;
  /** Numbers of the lines that stand out, from 1. */
  marked: ReadonlySet<number>;
}

const MOST_LINES = 10_000;

/** Reads a fence's info string; what it does not know it passes over. */
export function readMeta(info: string): FenceMeta {
  const language = /^[^\s{]+/.exec(info)?.[0] ?? '';
  const rest = info.slice(language.length);
  const title = /(?:^|\s)title=(?:"([^"]*)"|'([^']*)'|([^\s{]+))/.exec(rest);
  const lines = /(?:^|\s)\{([\d,\s-]+)\}/.exec(rest)?.[1] ?? '';
  return {
    language: language.toLowerCase(),
    title: (title?.[1] ?? title?.[2] ?? title?.[3] ?? '').trim(),
    marked: readLines(lines),
  };
}

function readLines(list: string): Set<number> {
  const lines = new Set<number>();
  for (const part of list.split(',')) {
    const [, first, last] = /^\s*(\d{1,5})\s*(?:-\s*(\d{1,5})\s*)?$/.exec(part) ?? [];
    if (first === undefined) continue;
    const end = Math.min(MOST_LINES, Number(last ?? first));
    for (let line = Number(first); line <= end; line++) lines.add(line);
  }
  return lines;
}

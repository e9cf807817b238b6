/**
 * Applies `change` to the parts of a Markdown text that are not code: neither fenced blocks nor code spans. Indented code
 * cannot be told from nested lists without parsing, and counts as text.
 */
export function changeText(markdown: string, change: (text: string) => string): string {
  let result = '';
  for (const { text, code } of splitFences(markdown))
    result += code ? text : changeOutsideSpans(text, change);
  return result;
}

const FENCE = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,})([^\n]*)/;

function splitFences(markdown: string): { text: string; code: boolean }[] {
  const parts: { text: string; code: boolean }[] = [];
  let fence: string | undefined;
  let lines: string[] = [];
  const close = (code: boolean) => {
    if (lines.length > 0) parts.push({ text: lines.join(''), code });
    lines = [];
  };
  for (const line of markdown.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const [, marks, info = ''] = FENCE.exec(line) ?? [];
    if (fence === undefined && marks !== undefined && !(marks[0] === '`' && info.includes('`'))) {
      close(false);
      fence = marks;
      lines.push(line);
    } else if (fence !== undefined && marks?.startsWith(fence) && info.trim() === '') {
      lines.push(line);
      close(true);
      fence = undefined;
    } else lines.push(line);
  }
  close(fence !== undefined);
  return parts;
}

/** A code span ends at the next run of as many backticks (https://spec.commonmark.org/0.31.2/#code-spans). */
function changeOutsideSpans(text: string, change: (text: string) => string): string {
  const runs = [...text.matchAll(/`+/g)].map(run => ({ at: run.index, length: run[0].length }));
  const unmatched = new Set<number>();
  let result = '';
  let from = 0;
  for (let n = 0; n < runs.length; n++) {
    const { at, length } = runs[n]!;
    if (unmatched.has(length)) continue;
    let end = n + 1;
    while (end < runs.length && runs[end]!.length !== length) end++;
    if (end === runs.length) {
      unmatched.add(length);
      continue;
    }
    const after = runs[end]!.at + length;
    result += change(text.slice(from, at)) + text.slice(at, after);
    from = after;
    n = end;
  }
  return result + change(text.slice(from));
}

/** Replaces what stands between each opening and the next closing tag; an opening without one stays. */
export function replaceBlocks(
  text: string,
  opening: RegExp,
  closing: RegExp,
  replacement: (open: RegExpExecArray, inside: string) => string,
): string {
  const [open, close] = [new RegExp(opening, 'g'), new RegExp(closing, 'g')];
  let result = '';
  let from = 0;
  for (let found = open.exec(text); found; found = open.exec(text)) {
    close.lastIndex = open.lastIndex;
    const end = close.exec(text);
    if (!end) break;
    result += text.slice(from, found.index) + replacement(found, text.slice(open.lastIndex, end.index));
    from = close.lastIndex;
    open.lastIndex = from;
  }
  return result + text.slice(from);
}

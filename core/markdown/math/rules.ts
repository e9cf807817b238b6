import type { MarkdownIt } from 'markdown-it';

const DOLLAR = 0x24;
const BACKSLASH = 0x5c;
/** Characters of a formula in a line, and lines of one that stands alone: what is longer is not a formula. */
const LONGEST_INLINE = 2_000;
const MOST_LINES = 100;

/**
 * TeX formulas: `$…$` in a line, `$$…$$` displayed. A dollar opens only before what is not white space and not inside a word,
 * and closes only after what is not white space and not before a letter or digit; what then still reads as two prices
 * (`$5 bill, not 10$`) stays text. `\$` is always a dollar.
 */
export function mathRules(md: MarkdownIt): void {
  md.inline.ruler.after('escape', 'math', (state, silent) => {
    if (state.src.charCodeAt(state.pos) !== DOLLAR) return false;
    const found = readInline(state.src, state.pos, state.posMax);
    if (found === undefined) return false;
    if (!silent) {
      const token = state.push('math', 'math', 0);
      token.content = found.tex;
      token.meta = { display: found.display };
    }
    state.pos = found.end;
    return true;
  });

  md.block.ruler.after(
    'fence',
    'math',
    (state, start, end, silent) => {
      const lineOf = (line: number) =>
        state.src.slice(state.bMarks[line]! + state.tShift[line]!, state.eMarks[line]).trimEnd();
      if (state.sCount[start]! - state.blkIndent >= 4) return false;
      let line = lineOf(start);
      if (!line.startsWith('$$')) return false;
      const lines: string[] = [];
      let at = start;
      line = line.slice(2);
      while (!line.endsWith('$$')) {
        if (line.includes('$$')) return false;
        lines.push(line);
        if (++at >= end || at - start > MOST_LINES || state.sCount[at]! < state.blkIndent) return false;
        line = lineOf(at);
      }
      lines.push(line.slice(0, -2));
      const tex = lines.join('\n').trim();
      if (tex === '' || tex.includes('$$')) return false;
      if (silent) return true;
      const token = state.push('math_block', 'math', 0);
      token.block = true;
      token.content = tex;
      token.map = [start, at + 1];
      state.line = at + 1;
      return true;
    },
    { alt: ['paragraph', 'blockquote', 'list'] },
  );
}

interface Found {
  tex: string;
  display: boolean;
  end: number;
}

function readInline(text: string, start: number, max: number): Found | undefined {
  const display = text.charCodeAt(start + 1) === DOLLAR;
  const from = start + (display ? 2 : 1);
  const before = text.slice(Math.max(0, start - 2), start);
  if (/[\p{L}\p{N}$]$/u.test(before) || /^\s/.test(text.slice(from, from + 1))) return undefined;
  const last = Math.min(max, from + LONGEST_INLINE);
  for (let at = from; at < last; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === DOLLAR) {
      if (display && text.charCodeAt(at + 1) !== DOLLAR) return undefined;
      const tex = text.slice(from, at);
      const end = at + (display ? 2 : 1);
      if (tex === '' || end > max) return undefined;
      if (closes(text, at, end) && !isProse(tex)) return { tex, display, end };
      // What cannot close a formula most likely is a price's own dollar.
      return undefined;
    }
  }
  return undefined;
}

function closes(text: string, at: number, end: number): boolean {
  return !/\s/.test(text[at - 1]!) && !/^[\p{L}\p{N}]/u.test(text.slice(end, end + 2));
}

/** A number followed by words, without anything that TeX would be needed for. */
function isProse(tex: string): boolean {
  return /^[\d.,]+[\s\p{L}]/u.test(tex) && /(?<![\\\p{L}])\p{L}{2,}/u.test(tex) && !/[\\^_{}=]/.test(tex);
}

import { escapeHtml } from '../../html/escape.ts';
import type { FenceMeta } from './meta.ts';

/**
 * A block of code: its lines highlighted when `lines` are given (as HTML), marked lines in elements of their own, a title as
 * the caption of a figure. It can be reached by keyboard, since it scrolls sideways.
 */
export function renderCode(code: string, meta: FenceMeta, lines: readonly string[] | undefined): string {
  const language = meta.language === '' ? '' : ` class="language-${escapeHtml(meta.language)}"`;
  const content =
    meta.marked.size === 0 && lines === undefined ? escapeHtml(code) : joined(code, meta, lines);
  const block = `<pre tabindex="0"><code${language}>${content}</code></pre>`;
  if (meta.title === '') return `${block}\n`;
  return `<figure class="code"><figcaption>${escapeHtml(meta.title)}</figcaption>${block}</figure>\n`;
}

function joined(code: string, meta: FenceMeta, lines: readonly string[] | undefined): string {
  const all = lines ?? code.replace(/\n$/, '').split('\n').map(escapeHtml);
  return all
    .map((line, at) => (meta.marked.has(at + 1) ? `<span class="line">${line}\n</span>` : `${line}\n`))
    .join('');
}

import { createHighlighterCore } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import { bundledLanguages } from 'shiki/langs';
import { escapeHtml } from '../../html/escape.ts';
import { CLASS_THEME, classOf } from './token-classes.ts';

const highlighter = createHighlighterCore({
  themes: [CLASS_THEME],
  langs: [],
  // Half the memory of the engine in WebAssembly, and quicker on the short blocks of a post.
  engine: createJavaScriptRegexEngine({ forgiving: true }),
});

/** Characters of a line: a longer one stays plain. */
const LINE_LENGTH = 2_000;

/** The lines of a block of code as HTML with classes; undefined for a language that is not known. Grammars are loaded as they are used. */
export async function highlightCode(code: string, language: string): Promise<string[] | undefined> {
  if (!Object.hasOwn(bundledLanguages, language)) return undefined;
  const shiki = await highlighter;
  await shiki.loadLanguage(bundledLanguages[language as keyof typeof bundledLanguages]);
  const lines = shiki.codeToTokensBase(code.replace(/\n$/, ''), {
    lang: language,
    theme: CLASS_THEME.name,
    // None for a line, or a busy machine would colour half of it: what asks has a limit for the whole.
    tokenizeTimeLimit: 0,
    tokenizeMaxLineLength: LINE_LENGTH,
  });
  return lines.map(tokens => toHtml(tokens));
}

/** Neighbours of one class become one element, and white space takes the class of what it follows. */
function toHtml(tokens: readonly { content: string; color?: string }[]): string {
  let html = '';
  let text = '';
  let current: string | undefined;
  const flush = () => {
    html += current === undefined ? escapeHtml(text) : `<span class="${current}">${escapeHtml(text)}</span>`;
    text = '';
  };
  for (const { content, color } of tokens) {
    const found = content.trim() === '' ? current : classOf(color);
    if (found !== current) {
      flush();
      current = found;
    }
    text += content;
  }
  flush();
  return html;
}

import type { MarkdownIt, Token } from 'markdown-it';
import { escapeHtml } from '../html/escape.ts';
import type { Env } from './env.ts';
import type { Heading } from './headings.ts';
import { labelsOf } from './labels.ts';

const PLACEHOLDER = /^\[(?:toc|\[toc\])\]$/i;

/** A table of contents in the place of a paragraph that is `[toc]` or `[[toc]]` alone. */
export function toc(md: MarkdownIt): void {
  md.core.ruler.push('toc', state => {
    const { headings, language } = state.env as Env;
    state.tokens = state.tokens.flatMap((token, at) => {
      if (token.type === 'paragraph_close' && isPlaceholder(state.tokens[at - 1])) return [];
      if (token.type === 'inline' && isPlaceholder(token)) return [];
      if (token.type !== 'paragraph_open' || !isPlaceholder(state.tokens[at + 1])) return [token];
      const table = new state.Token('toc', '', 0);
      table.content = contents(headings, labelsOf(language).contents);
      return [table];
    });
  });
  md.renderer.rules['toc'] = (tokens, at) => tokens[at]!.content;
}

function isPlaceholder(token: Token | undefined): boolean {
  return token?.type === 'inline' && PLACEHOLDER.test(token.content.trim());
}

/** No level is ever skipped, so that each step down is one list in the item before. */
function contents(headings: readonly Heading[], label: string): string {
  if (headings.length === 0) return '';
  let list = '';
  let level = 1;
  for (const heading of headings) {
    if (heading.level > level) list += '<ul>';
    else list += `</li>${'</ul></li>'.repeat(level - heading.level)}`;
    level = heading.level;
    const href = `#${encodeURIComponent(heading.id)}`;
    list += `<li><a href="${href}">${escapeHtml(heading.text || heading.id)}</a>`;
  }
  list += '</li></ul>'.repeat(level - 1);
  return `<nav class="toc" aria-label="${escapeHtml(label)}">${list}</nav>\n`;
}

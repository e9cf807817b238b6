import Markdown, { type MarkdownIt } from 'markdown-it';
import footnotes from 'markdown-it-footnote';
import { escapeHtml } from '../html/escape.ts';
import { autolinks } from './autolinks.ts';
import { callouts } from './callouts.ts';
import type { HighlightedLines } from './code/highlight.ts';
import { readMeta } from './code/meta.ts';
import { renderCode } from './code/render-code.ts';
import { figures } from './figures/figures.ts';
import { headings } from './headings.ts';
import { images } from './images.ts';
import { links } from './links.ts';
import { mathRules } from './math/rules.ts';
import { alignedCells } from './safe-tables.ts';
import { taskLists } from './task-lists.ts';
import { toc } from './toc.ts';

/**
 * The owner's parser: CommonMark (https://spec.commonmark.org/0.31.2/) with GFM's extensions, footnotes, heading anchors and
 * contents, callouts, formulas, figures and embeds. What is costly (formulas, highlighting) is put into the tokens' `meta`
 * between parsing and rendering.
 */
export function createParser(): MarkdownIt {
  const md = new Markdown({ html: true, linkify: true });
  autolinks(md);
  md.use(footnotes).use(taskLists).use(alignedCells).use(mathRules).use(links);
  md.use(headings).use(callouts).use(figures).use(toc).use(images);
  codeBlocks(md);
  formulas(md);
  return md;
}

function codeBlocks(md: MarkdownIt): void {
  md.renderer.rules['fence'] = (tokens, at) => {
    const { content, info, meta } = tokens[at]!;
    return renderCode(content, readMeta(info), meta?.['lines'] as HighlightedLines);
  };
  md.renderer.rules['code_block'] = (tokens, at) =>
    `<pre tabindex="0"><code>${escapeHtml(tokens[at]!.content)}</code></pre>\n`;
}

function formulas(md: MarkdownIt): void {
  md.renderer.rules['math'] = (tokens, at) => String(tokens[at]!.meta?.['html']);
  md.renderer.rules['math_block'] = (tokens, at) => `${tokens[at]!.meta?.['html']}\n`;
}

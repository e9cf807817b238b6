import Markdown, { type MarkdownIt } from 'markdown-it';
import footnotes from 'markdown-it-footnote';
import { autolinks } from './autolinks.ts';
import { headings } from './headings.ts';
import { links } from './links.ts';
import { alignedCells } from './safe-tables.ts';
import { taskLists } from './task-lists.ts';

/** The one parser: CommonMark (https://spec.commonmark.org/0.31.2/) with GFM's extensions, footnotes and heading anchors. */
export function createParser(): MarkdownIt {
  const md = new Markdown({ html: true, linkify: true });
  autolinks(md);
  md.use(footnotes).use(taskLists).use(alignedCells).use(links).use(headings);
  makeCodeFocusable(md);
  return md;
}

/** A block of code scrolls sideways, so that the keyboard must be able to reach it. */
function makeCodeFocusable(md: MarkdownIt): void {
  for (const name of ['fence', 'code_block']) {
    const render = md.renderer.rules[name]!;
    md.renderer.rules[name] = (...args) => `${render(...args)}`.replace(/^<pre\b/, '<pre tabindex="0"');
  }
}

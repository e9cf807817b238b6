import type { MarkdownIt } from 'markdown-it';
import { sanitizeHtml } from '../html/sanitize.ts';
import { htmlToText } from '../html/text.ts';

export interface RenderedComment {
  /** Safe to show, whatever the source was. */
  html: string;
  /** Its words alone, for searching, feeds and e-mail. */
  text: string;
}

/** UTF-16 units of a comment beyond which the rest is cut off. */
const LONGEST = 20_000;

let parser: Promise<MarkdownIt> | undefined;

/**
 * Renders Markdown that is not trusted: paragraphs, emphasis, strikethrough, links, code, lists and quotations. Headings, images,
 * tables and HTML stay the text that they were written as; links are http, https or mailto, absolute, and
 * `rel="nofollow ugc noopener"`. A line end is a line end. What comes out has passed `sanitizeHtml`, so that the parser alone
 * never decides what is safe.
 */
export async function renderComment(source: string): Promise<RenderedComment> {
  parser ??= import('./comment-parser.ts').then(module => module.createCommentParser());
  const md = await parser;
  const html = sanitizeHtml(md.render(source.slice(0, LONGEST).toWellFormed()), { kind: 'comment' });
  return { html, text: htmlToText(html) };
}

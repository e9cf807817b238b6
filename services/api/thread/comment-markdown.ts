import Markdown, { type MarkdownIt } from 'markdown-it';
import { sanitizeHtml } from '../../../core/html/sanitize.ts';
import { htmlToText } from '../../../core/html/text.ts';

export interface RenderedComment {
  /** Safe to put into any page, feed or letter. */
  html: string;
  text: string;
  /** Addresses that it links to. */
  links: string[];
}

/** Deeper quotes and lists than this are shown as text. */
const DEEPEST = 12;

let parser: MarkdownIt | undefined;

/** A visitor's Markdown as safe HTML, with what is looked at before it is shown. */
export async function renderMarkdown(markdown: string): Promise<RenderedComment> {
  parser ??= new Markdown({ html: false, linkify: true, breaks: true, maxNesting: DEEPEST }).disable([
    'heading',
    'lheading',
    'image',
    'table',
    'hr',
    'reference',
  ]);
  const html = sanitizeHtml(parser.render(markdown), { kind: 'comment' });
  return { html, text: htmlToText(html), links: linksOf(html) };
}

function linksOf(html: string): string[] {
  return [...html.matchAll(/<a [^>]*?href="([^"]*)"/g)].map(found => found[1]!.replaceAll('&amp;', '&'));
}

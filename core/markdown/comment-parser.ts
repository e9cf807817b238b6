import Markdown, { type MarkdownIt } from 'markdown-it';
import { autolinks } from './autolinks.ts';

/** Deeper than anybody quotes. */
const DEEPEST = 20;

const RULES = [
  ...['paragraph', 'blockquote', 'list', 'fence', 'code'],
  ...['autolink', 'backticks', 'emphasis', 'entity', 'escape', 'link', 'linkify', 'newline', 'strikethrough'],
];

/** The parser of comments. What is not in the list above is text. */
export function createCommentParser(): MarkdownIt {
  const md = new Markdown('zero', { html: false, linkify: true, breaks: true, maxNesting: DEEPEST });
  md.enable(RULES);
  autolinks(md);
  const isHarmless = md.validateLink;
  md.validateLink = url => isHarmless(url) && /^(?:https?:\/\/[^/]|mailto:)/i.test(url);
  return md;
}

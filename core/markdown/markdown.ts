import type { MarkdownIt } from 'markdown-it';
import { readingTime } from './reading-time.ts';
import { documentText, summarise } from './text.ts';

export { resolveOnSite } from './links.ts';
export { firstFree, isSlug, slugify } from './slugify.ts';
export { cutText } from './text.ts';

export interface RenderOptions {
  /** Path on the site that relative addresses are resolved against, such as `/posts/`. */
  base?: string;
  /** Sets the ids of footnotes apart from those of other documents on one page. */
  footnotes?: string;
}

export interface Rendered {
  /** The body; raw HTML of the source is in it as it was, so that only the owner's own Markdown may be rendered. */
  html: string;
  /** Its words alone, for searching. */
  text: string;
  /** Plain text of at most 300 characters. */
  summary: string;
  words: number;
  /** Reading time, at least 1. */
  minutes: number;
}

let parser: Promise<MarkdownIt> | undefined;

/**
 * Renders a Markdown document of the owner: CommonMark, GFM tables, strikethrough, autolinks and task lists, footnotes, and
 * headings that link to themselves and begin at h2. The parser is loaded at the first rendering, since a site that only
 * serves pages never needs it.
 */
export async function renderMarkdown(source: string, options: RenderOptions = {}): Promise<Rendered> {
  parser ??= import('./parser.ts').then(module => module.createParser());
  const md = await parser;
  const env = { base: options.base, docId: options.footnotes };
  const tokens = md.parse(source, env);
  const text = documentText(tokens);
  return {
    html: md.renderer.render(tokens, md.options, env),
    text,
    summary: summarise(tokens),
    ...readingTime(text),
  };
}

import type { MarkdownIt, Token } from 'markdown-it';
import { enrich, type FindImages, knownImages } from './enrich.ts';
import type { Env } from './env.ts';
import type { Heading } from './headings.ts';
import { readingTime } from './reading-time.ts';
import { documentText, summarise } from './text.ts';

export { type RenderedComment, renderComment } from './comment.ts';
export type { FindImages } from './enrich.ts';
export type { Heading } from './headings.ts';
export type { KnownImage } from './images.ts';
export { resolveOnSite } from './links.ts';
export { firstFree, isSlug, slugify } from './slugify.ts';
export { cutText } from './text.ts';

/** Grows whenever the same Markdown would be rendered to other HTML, so that what is stored can be told from what would be made now. */
export const RENDERER_VERSION = 3;

export interface RenderOptions {
  /** Path on the site that relative addresses are resolved against, such as `/posts/`. */
  base?: string;
  /** Sets the ids of footnotes apart from those of other documents on one page. */
  footnotes?: string;
  /** BCP 47: the language of the words that rendering adds, such as a callout's title. */
  language?: string | undefined;
  /** Gives what is known of the document's images. */
  images?: FindImages | undefined;
}

export interface Rendered {
  /** The body; raw HTML of the source is in it as it was, so that only the owner may have put it there. */
  html: string;
  /** Its words alone, for searching. */
  text: string;
  /** Plain text of at most 300 characters. */
  summary: string;
  /** In order, each with the id that a link leads to. */
  headings: readonly Heading[];
  words: number;
  /** Reading time, at least 1. */
  minutes: number;
}

let parser: Promise<MarkdownIt> | undefined;

function loadParser(): Promise<MarkdownIt> {
  parser ??= import('./parser.ts').then(module => module.createParser());
  return parser;
}

/**
 * The blocks of a document that have raw HTML, as they are in the source: whole paragraphs, since what stands between two tags may
 * be a script's. `<!--more-->` is none.
 */
export async function findRawHtml(source: string): Promise<string[]> {
  const env: Env = { base: '/', docId: undefined, language: undefined, headings: [], images: new Map() };
  const written = ({ type, meta }: Token, kind: string) => type === kind && meta?.['made'] !== true;
  return (await loadParser())
    .parse(source, env)
    .filter(
      token =>
        (written(token, 'html_block') && !/^<!--\s*more\s*-->\s*$/i.test(token.content)) ||
        token.children?.some(child => written(child, 'html_inline')),
    )
    .map(({ content }) => content);
}

/**
 * Renders a Markdown document of the owner: CommonMark, GFM tables, strikethrough, autolinks and task lists, footnotes,
 * callouts (`> [!NOTE]`), formulas (`$…$`, `$$…$$`), highlighted code, a table of contents (`[[toc]]`), figures and embeds, and
 * headings that link to themselves and begin at h2. The parser, and what only some documents need, is loaded at the first
 * rendering that uses it, since a site that only serves pages never does.
 */
export async function renderMarkdown(source: string, options: RenderOptions = {}): Promise<Rendered> {
  const md = await loadParser();
  const env: Env = {
    base: options.base ?? '/',
    docId: options.footnotes,
    language: options.language,
    headings: [],
    images: new Map(),
  };
  const tokens = md.parse(source, env);
  await enrich(tokens);
  env.images = await knownImages(tokens, options.images);
  const text = documentText(tokens);
  return {
    html: md.renderer.render(tokens, md.options, env),
    text,
    summary: summarise(tokens),
    headings: env.headings,
    ...readingTime(text),
  };
}

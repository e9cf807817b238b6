import type { MarkdownIt, Token } from 'markdown-it';
import { escapeHtml } from '../html/escape.ts';
import type { Env } from './env.ts';

/** What is known of an image beyond its address, so that the page reserves its room and fetches no more than it shows. */
export interface KnownImage {
  width: number;
  height: number;
  /** For an image whose writer gave no text. */
  alt?: string | undefined;
  /** What is shown where none of the sources can be; the image itself unless given. */
  src?: string | undefined;
  /** Best first. */
  sources: readonly { type: string; srcset: string }[];
}

/** The column of text is 38rem wide (theme/tokens.css); on a phone it is the screen without its margins. */
export const TEXT_SIZES = '(min-width: 42rem) 38rem, 92vw';

/** Images as `<picture>` when other sizes of them are known, with their size and text. */
export function images(md: MarkdownIt): void {
  const plain = md.renderer.rules.image!;
  md.renderer.rules.image = (tokens, at, options, env, self) => {
    const token = tokens[at]!;
    const known = (env as Env).images.get(String(token.attrGet('src')));
    if (known === undefined) return plain(tokens, at, options, env, self);
    token.attrSet('width', String(known.width));
    token.attrSet('height', String(known.height));
    if (token.content === '' && known.alt) token.children = [text(known.alt, token)];
    if (known.src) token.attrSet('src', known.src);
    return withSources(plain(tokens, at, options, env, self), known.sources, TEXT_SIZES);
  };
}

/** The HTML of an image as a `<picture>` that offers its other sizes, or as it is when there are none. */
export function withSources(image: string, sources: KnownImage['sources'], sizes: string): string {
  if (sources.length === 0) return image;
  const all = sources.map(
    ({ type, srcset }) =>
      `<source type="${escapeHtml(type)}" srcset="${escapeHtml(srcset)}" sizes="${escapeHtml(sizes)}">`,
  );
  return `<picture>${all.join('')}${image}</picture>`;
}

function text(content: string, like: Token): Token {
  const token = new (like.constructor as typeof Token)('text', '', 0);
  token.content = content;
  return token;
}

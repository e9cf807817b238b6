import type { Token } from 'markdown-it';
import type { CodeBlock } from './code/highlight.ts';
import { readMeta } from './code/meta.ts';
import type { KnownImage } from './images.ts';

/** Gives what is known of images, by address; those that nothing is known of are left out. */
export type FindImages = (addresses: readonly string[]) => Promise<ReadonlyMap<string, KnownImage>>;

/**
 * Puts into the tokens what takes more than the parser: formulas, highlighted code. Each is loaded only for a document that
 * has some.
 */
export async function enrich(tokens: readonly Token[]): Promise<void> {
  const formulas = everyToken(tokens).filter(token => token.type === 'math' || token.type === 'math_block');
  if (formulas.length > 0) {
    const { renderMath } = await import('./math/temml.ts');
    for (const token of formulas)
      token.meta = { html: renderMath(token.content, token.meta?.['display'] !== false) };
  }
  const fences = tokens.filter(token => token.type === 'fence' && token.info.trim() !== '');
  if (fences.length === 0) return;
  const { highlight } = await import('./code/highlight.ts');
  const blocks = fences.map(
    (token): CodeBlock => ({ code: token.content, language: readMeta(token.info).language }),
  );
  const lines = await highlight(blocks);
  for (const [at, token] of fences.entries()) token.meta = { lines: lines[at] };
}

/** What is known of the document's images, asked for all at once and only when there are any. */
export async function knownImages(
  tokens: readonly Token[],
  find: FindImages | undefined,
): Promise<ReadonlyMap<string, KnownImage>> {
  if (find === undefined) return new Map();
  const images = everyToken(tokens).filter(token => token.type === 'image');
  const addresses = new Set(images.map(token => String(token.attrGet('src'))));
  return addresses.size === 0 ? new Map() : find([...addresses]);
}

function everyToken(tokens: readonly Token[]): Token[] {
  return tokens.flatMap(token => (token.children === null ? [token] : [token, ...token.children]));
}

import type { MarkdownIt, Token } from 'markdown-it';
import { escapeHtml } from '../../html/escape.ts';
import { card, player } from './cards.ts';
import { workOf } from './known-sites.ts';
import { isOwn, mediaKind } from './media-file.ts';

/**
 * A paragraph that is one image with a title becomes a figure with that caption; one that is a single link to a work on
 * a known site or to a media file becomes a card or a player, which asks no other site for anything before somebody clicks. The text of a
 * link, or of an image whose address is a media file's, is the caption.
 */
export function figures(md: MarkdownIt): void {
  md.core.ruler.push('figures', state => {
    const { tokens } = state;
    const kept: Token[] = [];
    for (let at = 0; at < tokens.length; at++) {
      const token = tokens[at]!;
      const made =
        token.type === 'paragraph_open' && !token.hidden ? toFigure(tokens[at + 1]!, state.Token) : undefined;
      kept.push(...(made ?? [token]));
      if (made) at += 2;
    }
    state.tokens = kept;
  });
  md.renderer.rules['figure'] = (tokens, at) => tokens[at]!.content;
}

function toFigure(inline: Token, Make: typeof Token): Token[] | undefined {
  const children = (inline.children ?? []).filter(
    child => child.type !== 'text' || child.content.trim() !== '',
  );
  const [first] = children;
  if (first?.type === 'image' && children.length === 1) {
    const address = String(first.attrGet('src'));
    const kind = mediaKind(address);
    if (kind === 'audio' || kind === 'video')
      return [figure(player(kind, address, first.content), inline, Make)];
    return captioned(first, inline, Make);
  }
  if (first?.type !== 'link_open' || children.at(-1)?.type !== 'link_close') return undefined;
  const inside = children.slice(1, -1);
  if (inside.some(child => child.type !== 'text' && child.type !== 'code_inline')) return undefined;
  const bare = first.info === 'auto';
  const html = embed(String(first.attrGet('href')), bare ? '' : inside.map(child => child.content).join(''));
  return html === undefined ? undefined : [figure(html, inline, Make)];
}

function embed(address: string, text: string): string | undefined {
  const work = workOf(address);
  if (work) return card(work.url, text || (work.name ?? ''), work.site, work.kind);
  const kind = mediaKind(address);
  if (kind === 'audio' || kind === 'video') return player(kind, address, text);
  // An image of this site is shown by `![…](…)`; a link to it is a link.
  if (kind !== 'image' || isOwn(address)) return undefined;
  return card(address, text, URL.parse(address)?.hostname ?? '', 'image');
}

/** The words stay in the document's text: they are what it is found by. */
function figure(html: string, { children }: Token, Make: typeof Token): Token {
  const token = new Make('figure', '', 0);
  token.block = true;
  token.content = `${html}\n`;
  token.children = children;
  return token;
}

function captioned(image: Token, inline: Token, Make: typeof Token): Token[] | undefined {
  const title = String(image.attrGet('title') ?? '').trim();
  if (title === '') return undefined;
  image.attrs = image.attrs!.filter(([name]) => name !== 'title');
  const caption = new Make('html_block', '', 0);
  caption.meta = { made: true };
  caption.content = `<figcaption>${escapeHtml(title)}</figcaption>`;
  return [part('figure_open', 1, Make), inline, caption, part('figure_close', -1, Make)];
}

function part(type: string, nesting: 1 | -1, Make: typeof Token): Token {
  const token = new Make(type, 'figure', nesting);
  token.block = true;
  return token;
}

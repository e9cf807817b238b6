import type { MarkdownIt, Token } from 'markdown-it';
import type { Env } from './env.ts';
import { slugify } from './slugify.ts';
import { inlineText } from './text.ts';

/** A heading as a table of contents names it. */
export interface Heading {
  id: string;
  text: string;
  /** As rendered, from 2 to 6. */
  level: number;
}

/**
 * Headings of a body stand under the page's own h1, which is the title: the highest becomes h2 and no level is skipped on the
 * way down, whatever the writer began with. Each has an id made from its text and links to itself, and is listed in the environment.
 */
export function headings(md: MarkdownIt): void {
  md.core.ruler.push('headings', state => {
    const { headings: list } = state.env as Env;
    const open: number[] = [];
    const taken = new Map<string, number>();
    for (const [at, token] of state.tokens.entries()) {
      if (token.type !== 'heading_open') continue;
      const written = Number(token.tag.slice(1));
      while (open.length > 0 && open.at(-1)! >= written) open.pop();
      open.push(written);
      const level = Math.min(6, open.length + 1);
      token.tag = `h${level}`;
      state.tokens[at + 2]!.tag = token.tag;
      const inline = state.tokens[at + 1]!;
      const text = inlineText(inline).trim();
      const id = uniqueId(slugify(text) || 'section', taken);
      token.attrSet('id', id);
      list.push({ id, text, level });
      linkToItself(id, inline, state.Token);
    }
  });
}

function linkToItself(id: string, inline: Token, Make: typeof Token): void {
  const children = inline.children ?? [];
  if (
    children.length === 0 ||
    children.some(child => /^(?:link_open|footnote_ref|html_inline)$/.test(child.type))
  )
    return;
  const link = new Make('link_open', 'a', 1);
  link.attrs = [
    ['class', 'anchor'],
    ['href', `#${encodeURIComponent(id)}`],
  ];
  inline.children = [link, ...children, new Make('link_close', 'a', -1)];
}

/** Remembers the last number of each text, so that a document of equal headings is not counted through again and again. */
function uniqueId(base: string, taken: Map<string, number>): string {
  let number = taken.get(base) ?? 0;
  let id = base;
  while (taken.has(id)) {
    number = Math.max(number, 1) + 1;
    id = `${base}-${number}`;
  }
  taken.set(base, number);
  if (id !== base) taken.set(id, 0);
  return id;
}

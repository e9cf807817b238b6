import type { MarkdownIt, Token } from 'markdown-it';
import { firstFree, slugify } from './slugify.ts';
import { inlineText } from './text.ts';

/**
 * Headings of a body stand under the page's own h1, which is the title: the highest becomes h2 and no level is skipped on the
 * way down, whatever the writer began with. Each has an id made from its text and links to itself.
 */
export function headings(md: MarkdownIt): void {
  md.core.ruler.push('headings', state => {
    const open: number[] = [];
    const taken = new Set<string>();
    for (const [at, token] of state.tokens.entries()) {
      if (token.type !== 'heading_open') continue;
      const level = Number(token.tag.slice(1));
      while (open.length > 0 && open.at(-1)! >= level) open.pop();
      open.push(level);
      token.tag = `h${Math.min(6, open.length + 1)}`;
      state.tokens[at + 2]!.tag = token.tag;
      linkToItself(token, state.tokens[at + 1]!, taken, state.Token);
    }
  });
}

function linkToItself(heading: Token, inline: Token, taken: Set<string>, Make: typeof Token): void {
  const id = firstFree(slugify(inlineText(inline)) || 'section', taken);
  taken.add(id);
  heading.attrSet('id', id);
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

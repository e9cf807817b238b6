import type { MarkdownIt } from 'markdown-it';

/**
 * Cells say their alignment by the `align` attribute: the site's content security policy allows no style attribute,
 * and feed readers drop it.
 */
export function alignedCells(md: MarkdownIt): void {
  md.core.ruler.push('aligned_cells', state => {
    for (const token of state.tokens) {
      if (token.type !== 'th_open' && token.type !== 'td_open') continue;
      const align = /^text-align:(left|center|right)$/.exec(String(token.attrGet('style') ?? ''))?.[1];
      if (align) token.attrs = [['align', align]];
    }
  });
}

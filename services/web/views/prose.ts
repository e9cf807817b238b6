import { type Html, raw } from '../../../core/html/html.ts';

/**
 * A post's HTML made fit for a page: wide tables and formulas scroll in boxes of their own, and those and code written as
 * raw HTML can be reached by keyboard (WCAG 2.1.1). The HTML is the api's, made from the owner's own Markdown.
 */
export function prose(content: string): Html {
  return raw(
    content
      .replace(/<table[\s>]/g, '<div class="scroll" role="group" aria-label="Table" tabindex="0">$&')
      .replace(/<\/table>/g, '$&</div>')
      .replace(
        /<math display="block"[\s\S]*?<\/math>/g,
        '<span class="scroll" role="group" aria-label="Formula" tabindex="0">$&</span>',
      )
      .replace(/<pre(?=[\s>])(?![^>]*tabindex)/g, '<pre tabindex="0"'),
  );
}

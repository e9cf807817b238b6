import { type Html, raw } from '../../../core/html/html.ts';

/**
 * A post's HTML made fit for a page: wide tables scroll in a box of their own, and that and code written as raw HTML can
 * be reached by keyboard (WCAG 2.1.1). The HTML is the api's, made from the owner's own Markdown.
 */
export function prose(content: string): Html {
  return raw(
    content
      .replace(/<table[\s>]/g, '<div class="scroll" role="group" aria-label="Table" tabindex="0">$&')
      .replace(/<\/table>/g, '$&</div>')
      .replace(/<pre(?=[\s>])(?![^>]*tabindex)/g, '<pre tabindex="0"'),
  );
}

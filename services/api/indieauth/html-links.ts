import { parser } from '../../../core/html/lazy.ts';

/**
 * The addresses of a page's `<link>` elements by their relation, in order. Other elements do not count: what a visitor may
 * write on a page must not speak for its owner.
 */
export function readHtmlLinks(html: string, base: string): Map<string, string[]> {
  const links = new Map<string, string[]>();
  const { Parser } = parser();
  const reader = new Parser({
    onopentag(name, { rel, href }) {
      const address =
        name !== 'link' || rel === undefined || href === undefined ? null : URL.parse(href, base);
      if (address === null) return;
      for (const one of rel!.toLowerCase().split(/\s+/))
        if (one !== '') links.set(one, [...(links.get(one) ?? []), address.href]);
    },
  });
  reader.write(html);
  reader.end();
  return links;
}

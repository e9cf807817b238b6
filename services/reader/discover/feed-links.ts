import { parser } from '../../../core/html/lazy.ts';
import { absolute } from '../parse/make-item.ts';

const TYPES = /^(?:application|text)\/(?:(?:rss|atom|rdf)\+xml|feed\+json|rss|atom|xml|json)\b/i;
/** Feeds of comments are not what somebody means who gives a page. */
const COMMENTS = /comments?\b/i;
/** Links stand in the head; a page whose head is longer is not read further. */
const LOOK = 500_000;

/**
 * Feeds that a page names by `<link rel="alternate">` (https://www.rssboard.org/rss-autodiscovery), in its order but with
 * feeds of comments last. Heeds `<base href>`.
 */
export function feedLinks(html: string, pageUrl: string): string[] {
  let base = pageUrl;
  const found: { url: string; comments: boolean }[] = [];
  const { Parser } = parser();
  const reader = new Parser(
    {
      onopentag(name, attributes) {
        if (name === 'base') base = absolute(attributes['href'], pageUrl) ?? base;
        if (name !== 'link') return;
        const rel = attributes['rel']?.toLowerCase().split(/\s+/) ?? [];
        if (!rel.includes('alternate') && !rel.includes('feed')) return;
        if (!rel.includes('feed') && !TYPES.test(attributes['type']?.trim() ?? '')) return;
        const url = absolute(attributes['href'], base);
        if (url) found.push({ url, comments: COMMENTS.test(`${attributes['title']} ${url}`) });
      },
    },
    { decodeEntities: true },
  );
  reader.end(html.slice(0, LOOK));
  found.sort((a, b) => Number(a.comments) - Number(b.comments));
  return [...new Set(found.map(link => link.url))];
}

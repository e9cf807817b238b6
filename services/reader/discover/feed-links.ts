import { parser } from '../../../core/html/lazy.ts';
import { absolute } from '../parse/address.ts';
import { plainTitle } from '../parse/plain-text.ts';

/** A feed that a page names. */
export interface FeedLink {
  readonly url: string;
  /** As the page says; empty when it does not. */
  readonly title: string;
}

const TYPES = /^(?:application|text)\/(?:(?:rss|atom|rdf)\+xml|feed\+json|rss|atom|xml|json)(?![\w+])/i;
/** Feeds of comments are not what somebody means who gives a page. */
const COMMENTS = /comments?\b/i;
/** Links stand in the head; a page whose head is longer is not read further. */
const LOOK = 500_000;

/**
 * Feeds that a page names by `<link rel="alternate">` (https://www.rssboard.org/rss-autodiscovery), in its order but with
 * feeds of comments last. Heeds `<base href>`.
 */
export function feedLinks(html: string, pageUrl: string): FeedLink[] {
  let base = pageUrl;
  const found = new Map<string, FeedLink>();
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
        if (url && !found.has(url)) found.set(url, { url, title: plainTitle(attributes['title']) });
      },
    },
    { decodeEntities: true },
  );
  reader.end(html.slice(0, LOOK));
  const comments = ({ title, url }: FeedLink) => Number(COMMENTS.test(`${title} ${url}`));
  return [...found.values()].sort((a, b) => comments(a) - comments(b));
}

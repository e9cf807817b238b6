import { parser } from '../../../core/html/lazy.ts';
import { parseLinkHeader } from '../../../core/http/link-header.ts';
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
 * feeds of comments last, and before them those of its `Link` header (RFC 8288). Heeds `<base href>`.
 */
export function feedLinks(html: string, pageUrl: string, header = ''): FeedLink[] {
  let base = pageUrl;
  const found = new Map<string, FeedLink>();
  function add(
    rels: readonly string[],
    type: string | undefined,
    href: string | undefined,
    title: string | undefined,
  ) {
    if (!rels.includes('alternate') && !rels.includes('feed')) return;
    if (!rels.includes('feed') && !TYPES.test(type?.trim() ?? '')) return;
    const url = absolute(href, base);
    if (url && !found.has(url)) found.set(url, { url, title: plainTitle(title) });
  }
  for (const { rels, type, address, title } of parseLinkHeader(header)) add(rels, type, address, title);
  const { Parser } = parser();
  const reader = new Parser(
    {
      onopentag(name, attributes) {
        if (name === 'base') base = absolute(attributes['href'], pageUrl) ?? base;
        if (name !== 'link') return;
        const rels = attributes['rel']?.toLowerCase().split(/\s+/) ?? [];
        add(rels, attributes['type'], attributes['href'], attributes['title']);
      },
    },
    { decodeEntities: true },
  );
  reader.end(html.slice(0, LOOK));
  const comments = ({ title, url }: FeedLink) => Number(COMMENTS.test(`${title} ${url}`));
  return [...found.values()].sort((a, b) => comments(a) - comments(b));
}

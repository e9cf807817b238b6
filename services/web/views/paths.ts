/** Paths of the site's own pages, ready to put into an address. */
export { postPath } from '../../api/contract.ts';

export function tagPath(slug: string): string {
  return `/tags/${encodeURIComponent(slug)}`;
}

export function seriesPath(slug: string): string {
  return `/series/${encodeURIComponent(slug)}`;
}

export function yearPath(year: number): string {
  return `/archive/${year}`;
}

/** A path with a query, leaving out what is undefined. */
export function withQuery(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.set(name, value);
  return parameters.size === 0 ? path : `${path}?${parameters}`;
}

/** Where a page can be asked for as oEmbed (https://oembed.com). */
export function oembedPath(url: string, format: 'json' | 'xml'): string {
  return withQuery('/oembed', { url, format });
}

const COMMENT_FEEDS = {
  atom: ['/comments/feed.xml', 'comments.xml'],
  rss: ['/comments/rss.xml', 'comments.rss'],
  json: ['/comments/feed.json', 'comments.json'],
} as const;

/** The feed of what people say to one post, or to all. */
export function commentsFeedPath(slug?: string, format: keyof typeof COMMENT_FEEDS = 'atom'): string {
  const [ofAll, ofPost] = COMMENT_FEEDS[format];
  return slug === undefined ? ofAll : `/posts/${encodeURIComponent(slug)}/${ofPost}`;
}

/** Below which the feeds of what the owner recommends, or of what comes in, are: of feeds with a tag, or of all. */
export function readingFeed(of: 'recommended' | 'latest', tag: string | undefined): string {
  const part = tag === undefined ? '/reading' : `/reading/tags/${encodeURIComponent(tag)}`;
  return of === 'latest' ? `${part}/latest` : part;
}

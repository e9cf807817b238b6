const NAMES = ['feed', 'rss.xml', 'atom.xml', 'feed.xml', 'index.xml', 'feed.json'];

/** Where feeds usually are: beside the page, and at the root of its site. */
export function commonPaths(pageUrl: string): string[] {
  const directory = new URL('.', pageUrl).href;
  const root = new URL('/', pageUrl).href;
  return [...new Set([directory, root])].flatMap(base => NAMES.map(name => new URL(name, base).href));
}

type Attributes = Readonly<Record<string, string>>;

/** What FreshRSS keeps beside a feed (https://freshrss.github.io/FreshRSS/en/developers/OPML.html), by how its attributes begin. */
const EXTRAS: readonly [begin: RegExp, what: string][] = [
  [/^csscontentfilter|^cssfullcontent|^pathentries/, 'full text by CSS selectors'],
  [/^filtersaction/, 'filters'],
  [/^curlopt/, 'cookie, user agent or proxy'],
];

/** Made by FreshRSS out of pages and JSON that are no feeds. Undefined for a feed. */
export function madeByFreshRss({ type = '' }: Attributes): string | undefined {
  if (!/XPath|DotNotation|DotPath/i.test(type)) return undefined;
  return `FreshRSS makes this feed itself out of a page (${type.slice(0, 50)}), which cannot be taken over. If its site has a feed, subscribe to that.`;
}

/** What of an outline FreshRSS would heed and nobody else, in words; undefined when there is nothing. Values may be secrets. */
export function leftOfFreshRss(attributes: Attributes): string | undefined {
  const names = Object.keys(attributes).flatMap(key =>
    key.startsWith('frss:') && attributes[key] !== '' ? [key.slice(5).toLowerCase()] : [],
  );
  const left = EXTRAS.filter(([begin]) => names.some(name => begin.test(name))).map(([, what]) => what);
  if (left.length === 0) return undefined;
  return `FreshRSS has more of it that is not taken over: ${left.join('; ')}. Set it anew where the feed is changed, and filters as rules.`;
}

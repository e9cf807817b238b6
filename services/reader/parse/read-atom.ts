import { type AtomFeed, parseAtomFeed } from 'feedsmith';
import { absolute, baseOf, makeItem } from './make-item.ts';
import type { ParsedFeed, ParsedItem } from './parsed-feed.ts';
import { plainTitle, titleText } from './plain-text.ts';
import { alternate, linkTo } from './read-rss.ts';
import { textToHtml } from './text-to-html.ts';

type Feed = AtomFeed.Feed<string>;
type Entry = AtomFeed.Entry<string>;

/** Atom 1.0 (RFC 4287) and 0.3. */
export function readAtom(xml: string, url: string): ParsedFeed {
  const feed = parseAtomFeed(xml);
  const base = baseOf(url, feed.xml?.base);
  return {
    kind: 'Atom',
    title: titleOf(feed.title),
    siteUrl: absolute(alternate(feed.links), base),
    description: titleOf(feed.subtitle) || undefined,
    language: undefined,
    icon: absolute(feed.icon ?? feed.logo, base),
    hub: absolute(linkTo('hub', feed.links), base),
    self: absolute(linkTo('self', feed.links), base),
    isPodcast: false,
    restSeconds: undefined,
    skipHours: [],
    skipDays: [],
    items: (feed.entries ?? []).map(entry => atomItem(entry, feed, base)).filter(item => item !== undefined),
    damage: undefined,
  };
}

function atomItem(entry: Entry, feed: Feed, outer: string): ParsedItem | undefined {
  const base = baseOf(outer, entry.xml?.base);
  const content = entry.content?.value === undefined ? entry.summary : entry.content;
  const declared = feed.xml?.base ?? entry.xml?.base ?? content?.xml?.base;
  const people = entry.authors ?? entry.source?.authors ?? feed.authors ?? [];
  return makeItem({
    guid: entry.id,
    links: [alternate(entry.links), entry.content?.src, entry.links?.[0]?.href],
    title: titleOf(entry.title),
    authors: people.map(person => person.name ?? person.email),
    html: htmlOf(content) ?? videoText(entry),
    summaryHtml: content === entry.summary ? undefined : htmlOf(entry.summary),
    categories: entry.categories?.map(({ term, label }) => label ?? term),
    enclosures: entry.links
      ?.filter(({ rel }) => rel === 'enclosure')
      .map(({ href, type, length, title }) => ({ url: href, type, bytes: length, title })),
    published: entry.published ?? entry.dc?.dates?.[0],
    updated: entry.updated,
    linkBase: base,
    htmlBase: declared === undefined ? undefined : baseOf(base, content?.xml?.base),
  });
}

/** Text is text in Atom: only a title that says it is HTML loses its tags (RFC 4287, 3.1.1). */
function titleOf(title: AtomFeed.Text | undefined): string {
  return isText(title?.type) ? plainTitle(title?.value) : titleText(title?.value);
}

function htmlOf(content: AtomFeed.Content | undefined): string | undefined {
  if (!content?.value) return undefined;
  const type = content.type?.toLowerCase();
  // Many feeds leave the type out and write HTML all the same.
  const markup = type === undefined ? /<\/?[a-z][^<>]*>/i.test(content.value) : !isText(type);
  return markup ? content.value : textToHtml(content.value);
}

function isText(type: string | undefined): boolean {
  return type === undefined || type === 'text' || type.toLowerCase().startsWith('text/plain');
}

/** Video sites describe their entries in Media RSS alone. */
function videoText(entry: Entry): string | undefined {
  const text = entry.media?.groups?.[0]?.description?.value ?? entry.media?.description?.value;
  return text === undefined ? undefined : textToHtml(text);
}

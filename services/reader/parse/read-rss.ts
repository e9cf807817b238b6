import { parseRdfFeed, parseRssFeed, type RdfFeed, type RssFeed } from 'feedsmith';
import { absolute, baseOf, makeItem } from './make-item.ts';
import type { ParsedFeed, ParsedItem } from './parsed-feed.ts';
import { titleText } from './plain-text.ts';

type RssItem = RssFeed.Item<string>;
type RdfItem = RdfFeed.Item<string>;

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
/** https://web.resource.org/rss/1.0/modules/syndication/ */
const PERIODS: Readonly<Record<string, number>> = {
  hourly: 3600,
  daily: 86_400,
  weekly: 604_800,
  monthly: 2_592_000,
  yearly: 31_536_000,
};

/** RSS 0.91 to 2.0 (https://www.rssboard.org/rss-specification) with the modules that feeds use. */
export function readRss(xml: string, url: string): ParsedFeed {
  const feed = parseRssFeed(xml);
  const siteUrl = absolute(feed.link ?? alternate(feed.atom?.links), url);
  const base = baseOf(siteUrl ?? url, feed.xml?.base);
  return {
    kind: 'RSS',
    title: titleText(feed.title),
    siteUrl,
    description: titleText(feed.description) || undefined,
    language: feed.language,
    icon: absolute(feed.image?.url ?? feed.itunes?.image, base),
    hub: absolute(linkTo('hub', feed.atom?.links), base),
    self: absolute(linkTo('self', feed.atom?.links), base),
    isPodcast: feed.itunes !== undefined || feed.podcast !== undefined,
    restSeconds: feed.ttl === undefined ? syndication(feed.sy) : feed.ttl * 60,
    skipHours: (feed.skipHours ?? []).map(hour => hour % 24).filter(hour => hour >= 0),
    skipDays: skipDays(xml),
    items: (feed.items ?? []).map(item => rssItem(item, base)).filter(item => item !== undefined),
    damage: undefined,
  };
}

/** Characters within which a channel describes itself. */
const HEAD = 100_000;

/** Read from the text, because the parser loses a day that stands alone. */
function skipDays(xml: string): number[] {
  const list = /<skipDays>(.{0,500}?)<\/skipDays>/is.exec(xml.slice(0, HEAD))?.[1] ?? '';
  return DAYS.flatMap((day, index) => (list.toLowerCase().includes(day) ? [index] : []));
}

function rssItem(item: RssItem, base: string): ParsedItem | undefined {
  const guid = item.guid?.value;
  return makeItem({
    guid,
    links: [
      item.link,
      alternate(item.atom?.links),
      item.guid?.isPermaLink !== false && /^https?:/.test(guid ?? '') ? guid : undefined,
      item.enclosures?.[0]?.url,
    ],
    title: titleText(item.title ?? item.atom?.title?.value ?? item.itunes?.title),
    authors: item.authors?.map(person => person.name ?? person.email) ??
      item.dc?.creators ?? [item.itunes?.author],
    html:
      item.content?.encoded ??
      item.description ??
      item.atom?.content?.value ??
      item.atom?.summary?.value ??
      item.itunes?.summary,
    summaryHtml: item.content?.encoded === undefined ? undefined : item.description,
    categories: item.categories?.map(category => category.name),
    enclosures: item.enclosures?.map(({ url, type, length }) => ({
      url,
      type,
      bytes: length,
      duration: item.itunes?.duration,
    })),
    image: item.itunes?.image,
    commentsUrl: item.comments,
    published: item.pubDate ?? item.dc?.dates?.[0] ?? item.atom?.published,
    updated: item.atom?.updated ?? item.dcterms?.modified?.[0],
    linkBase: baseOf(base, item.xml?.base),
    htmlBase: item.xml?.base && baseOf(base, item.xml.base),
  });
}

/** RSS 0.90 and 1.0, which are RDF (https://web.resource.org/rss/1.0/spec). */
export function readRdf(xml: string, url: string): ParsedFeed {
  const feed = parseRdfFeed(withoutContents(xml));
  const siteUrl = absolute(feed.link, url);
  return {
    kind: 'RDF',
    title: titleText(feed.title),
    siteUrl,
    description: titleText(feed.description) || undefined,
    language: feed.dc?.languages?.[0],
    icon: absolute(feed.image?.url, siteUrl ?? url),
    hub: undefined,
    self: undefined,
    isPodcast: false,
    restSeconds: syndication(feed.sy),
    skipHours: [],
    skipDays: [],
    items: (feed.items ?? [])
      .map(item => rdfItem(item, baseOf(siteUrl ?? url, feed.xml?.base)))
      .filter(item => item !== undefined),
    damage: undefined,
  };
}

const CONTENTS = /<(\/?)(?:[\w.-]+:)?items(?=[\s>])[^>]*>/gi;

/** Leaves out the table of contents, which the parser would compare with every item: the order of the items is the same. */
function withoutContents(xml: string): string {
  let kept = '';
  let from = 0;
  let open: number | undefined;
  for (const tag of xml.matchAll(CONTENTS)) {
    if (tag[1] === '') open ??= tag.index;
    else if (open !== undefined) {
      kept += xml.slice(from, open);
      from = tag.index + tag[0].length;
      open = undefined;
    }
  }
  return kept + xml.slice(from);
}

function rdfItem(item: RdfItem, base: string): ParsedItem | undefined {
  return makeItem({
    guid: item.rdf?.about,
    links: [item.link, item.rdf?.about],
    title: titleText(item.title ?? item.dc?.titles?.[0]),
    authors: item.dc?.creators ?? [],
    html: item.content?.encoded ?? item.description ?? item.dc?.descriptions?.[0],
    published: item.dc?.dates?.[0],
    updated: item.dcterms?.modified?.[0],
    linkBase: base,
  });
}

interface Link {
  href?: string | undefined;
  rel?: string | undefined;
}

export function linkTo(rel: string, links: readonly Link[] | undefined): string | undefined {
  return links?.find(link => link.rel === rel)?.href;
}

/** The address of the page that a list of links is about. */
export function alternate(links: readonly Link[] | undefined): string | undefined {
  return links?.find(link => link.rel === undefined || link.rel === 'alternate')?.href;
}

function syndication(
  sy: { updatePeriod?: string; updateFrequency?: number } | undefined,
): number | undefined {
  const period = PERIODS[sy?.updatePeriod?.toLowerCase() ?? ''];
  return period === undefined ? undefined : Math.round(period / Math.max(1, sy?.updateFrequency ?? 1));
}

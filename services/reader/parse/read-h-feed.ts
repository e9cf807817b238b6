import { createRequire } from 'node:module';
import { escapeHtml } from '../../../core/html/escape.ts';
import { absolute } from './address.ts';
import { makeItem } from './make-item.ts';
import { addressesOf, allOf, htmlOf, isA, type Microformat, type Page, textsOf } from './microformats.ts';
import type { ParsedFeed, ParsedItem } from './parsed-feed.ts';
import { plainTitle, tidy, titleText } from './plain-text.ts';
import { textToHtml } from './text-to-html.ts';

/** Loaded at first use: most processes never read such a page. */
const require = createRequire(import.meta.url);

/** Characters of a page that are read. */
const LONGEST_PAGE = 3_000_000;
/** A longer name is what the parser makes of all the text of an entry that has none. */
const LONGEST_NAME = 200;
/** Media types by which a page names feeds (https://www.rssboard.org/rss-autodiscovery). */
const FEED_TYPE = /^(?:application|text)\/(?:(?:rss|atom|rdf)\+xml|feed\+json)\b/i;

/**
 * The h-feed of a page, or the entries that stand side by side in it without one (https://microformats.org/wiki/h-feed).
 * Undefined for a page that has none, that names a feed to be read instead, or that is made so that it cannot be read.
 */
export function readHFeed(html: string, url: string): ParsedFeed | undefined {
  if (!/\bh-(?:feed|entry)\b/.test(html)) return undefined;
  const { mf2 } = require('microformats-parser') as typeof import('microformats-parser');
  let page: Page;
  try {
    page = mf2(html.slice(0, LONGEST_PAGE), { baseUrl: url });
  } catch {
    return undefined;
  }
  if (
    Object.values(page['rel-urls']).some(
      ({ rels, type }) => rels.includes('alternate') && FEED_TYPE.test(type ?? ''),
    )
  )
    return undefined;
  const feed = allOf(page.items).find(item => isA(item, 'h-feed'));
  const entries = allOf(feed ? (feed.children ?? []) : page.items).filter(item => isA(item, 'h-entry'));
  // One entry alone is a post and not a list of them.
  if (entries.length < (feed ? 1 : 2)) return undefined;
  return {
    kind: 'h-feed',
    title: shortName(feed) || titleText(/<title[^<>]*>([^<]{0,1000})/i.exec(html)?.[1]),
    description: plainTitle(textsOf(feed, 'summary')[0]) || undefined,
    language: /<html\s[^<>]*?\blang=["']?([\w-]+)/i.exec(html)?.[1],
    siteUrl: absolute(addressesOf(feed, 'url')[0], url) ?? url,
    icon: absolute(addressesOf(feed, 'photo')[0] ?? page.rels['icon']?.[0], url),
    funding: [],
    hub: absolute(page.rels['hub']?.[0], url),
    self: absolute(page.rels['self']?.[0], url),
    restSeconds: undefined,
    skipHours: [],
    skipDays: [],
    items: entries.map(entry => hEntry(entry, feed, url)),
    damage: undefined,
  };
}

function hEntry(entry: Microformat, feed: Microformat | undefined, base: string): ParsedItem {
  const [address] = addressesOf(entry, 'url');
  const [uid] = textsOf(entry, 'uid');
  const [summary] = textsOf(entry, 'summary');
  const [plain] = textsOf(entry, 'content');
  const content = htmlOf(entry, 'content') ?? (plain && textToHtml(plain));
  const photos = addressesOf(entry, 'photo');
  const own = textsOf(entry, 'author');
  return makeItem({
    guid: uid ?? address,
    links: [address, uid],
    title: entryTitle(entry, plain ?? summary),
    authors: own.length > 0 ? own : textsOf(feed, 'author'),
    html:
      content ??
      (summary ? textToHtml(summary) : photos.map(src => `<img src="${escapeHtml(src)}">`).join('')),
    summaryHtml: content && summary && textToHtml(summary),
    categories: textsOf(entry, 'category'),
    enclosures: (['audio', 'video'] as const).flatMap(medium =>
      addressesOf(entry, medium).map(file => ({ url: file, medium })),
    ),
    image: addressesOf(entry, 'featured')[0] ?? photos[0],
    published: textsOf(entry, 'published')[0],
    updated: textsOf(entry, 'updated')[0],
    linkBase: base,
  });
}

/** A note has no title: its name is the beginning of what it says. */
function entryTitle(entry: Microformat, text: string | undefined): string {
  const name = shortName(entry);
  return name !== '' && tidy(text ?? '').startsWith(name) ? '' : name;
}

function shortName(item: Microformat | undefined): string {
  const name = tidy(textsOf(item, 'name')[0] ?? '');
  return name.length > LONGEST_NAME ? '' : name;
}

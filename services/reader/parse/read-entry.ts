import { baseOf } from './address.ts';
import { readEpisode } from './entry-episode.ts';
import { linkElements, linkFor, pageLinks } from './entry-links.ts';
import { entryFiles, entryImage, transcript } from './entry-media.ts';
import { readPeople } from './entry-people.ts';
import { readTexts, readTitle } from './entry-text.ts';
import { makeItem } from './make-item.ts';
import type { ParsedItem, Person } from './parsed-feed.ts';
import { titleText } from './plain-text.ts';
import type { XmlElement } from './xml-element.ts';

/** What an entry takes from its feed. */
export interface FeedContext {
  /** The document is Atom. */
  readonly typed: boolean;
  /** What addresses are relative to, and whether the feed itself says so. */
  readonly base: string;
  readonly declaredBase: boolean;
  readonly authors: readonly string[];
  /** Who is heard in every episode. */
  readonly people: readonly Person[];
}

const TITLES = ['title', 'atom:title', 'dc:title', 'media:title', 'itunes:title'];
const PUBLISHED = [
  'pubdate',
  'published',
  'dc:date',
  'atom:published',
  'issued',
  'dcterms:issued',
  'created',
  'dcterms:created',
];
const UPDATED = ['updated', 'atom:updated', 'modified', 'dcterms:modified'];

/** An entry of RSS, RDF or Atom with the modules that feeds use, each field in whichever vocabulary has it. */
export function readEntry(entry: XmlElement, feed: FeedContext): ParsedItem {
  const own = entry.attribute('xml:base');
  const base = baseOf(feed.base, own);
  const texts = readTexts(entry, feed.typed);
  const inner = texts.element?.attribute('xml:base');
  const links = linkElements(entry);
  const files = entryFiles(entry);
  const guid =
    entry.textOf('guid') ?? entry.textOf('id') ?? entry.attribute('rdf:about') ?? entry.textOf('atom:id');
  return makeItem({
    guid,
    links: [
      entry.textOf('feedburner:origlink'),
      ...pageLinks(links),
      permalink(entry, guid),
      texts.element?.attribute('src'),
      files[0]?.url,
      links[0]?.attribute('href'),
    ],
    title: title(entry, feed.typed),
    authors: authors(entry, feed),
    html: texts.html,
    summaryHtml: texts.summaryHtml,
    categories: categories(entry),
    enclosures: files,
    image: entryImage(entry),
    commentsUrl: comments(entry) ?? linkFor('replies', links),
    chaptersUrl: entry.all('podcast:chapters')[0]?.attribute('url'),
    transcriptUrl: transcript(entry),
    episode: readEpisode(entry, feed.people, base),
    published: first(entry, PUBLISHED),
    updated: first(entry, UPDATED),
    linkBase: base,
    htmlBase: feed.declaredBase || own || inner ? baseOf(base, inner) : undefined,
  });
}

function title(entry: XmlElement, typed: boolean): string {
  for (const key of TITLES) {
    const element = entry.children.find(child => child.key === key);
    const text = element ? readTitle(element, typed) : '';
    if (text !== '') return text;
  }
  return entry.all('media:group').map(group => titleText(group.textOf('media:title')))[0] ?? '';
}

/** An id that is an address is the entry's page, unless RSS says that it is none. */
function permalink(entry: XmlElement, guid: string | undefined): string | undefined {
  if (!/^https?:/i.test(guid ?? '')) return undefined;
  return entry.all('guid')[0]?.attribute('ispermalink')?.toLowerCase() === 'false' ? undefined : guid;
}

function authors(entry: XmlElement, feed: FeedContext): readonly string[] {
  const own = readPeople(entry);
  if (own.length > 0) return own;
  const source = feed.typed ? entry.all('source').flatMap(readPeople) : [];
  return source.length > 0 ? source : feed.authors;
}

function categories(entry: XmlElement): string[] {
  return entry.children.flatMap(child => {
    switch (child.key) {
      case 'category':
      case 'atom:category':
      case 'dc:subject':
      case 'itunes:category':
        return [
          titleText(
            child.attribute('label') ?? child.attribute('term') ?? (child.text || child.attribute('text')),
          ),
        ];
      case 'itunes:keywords':
      case 'media:keywords':
        return child.text.slice(0, 10_000).split(',').map(titleText);
      default:
        return [];
    }
  });
}

/** Some write a number of comments where their page belongs. */
function comments(entry: XmlElement): string | undefined {
  const page = entry.textOf('comments');
  return page !== undefined && /^(?:https?:)?\//i.test(page) ? page : undefined;
}

function first(entry: XmlElement, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const text = entry.textOf(key);
    if (text !== undefined) return text;
  }
  return undefined;
}

import { absolute, baseOf } from './address.ts';
import { readFunding, readPersons } from './entry-episode.ts';
import { linkElements, linkFor, pageLinks } from './entry-links.ts';
import { imageOf } from './entry-media.ts';
import { readPeople } from './entry-people.ts';
import { readTitle } from './entry-text.ts';
import type { ParsedFeed } from './parsed-feed.ts';
import { titleText } from './plain-text.ts';
import { type FeedContext, readEntry } from './read-entry.ts';
import { restSeconds, skipDays, skipHours } from './rest.ts';
import type { XmlElement } from './xml-element.ts';
import type { Scanned } from './xml-scan.ts';

const KINDS = { rss: 'RSS', rdf: 'RDF', feed: 'Atom' } as const;

/** A document of RSS, RDF or Atom that `scanXml` has read. `url` is where it came from. */
export function readXmlFeed(
  { root, entries, cutOff }: Scanned,
  kind: keyof typeof KINDS,
  url: string,
): ParsedFeed {
  const typed = kind === 'feed';
  const head = root.children.find(child => child.key === 'channel') ?? root;
  const declared = root.attribute('xml:base') ?? head.attribute('xml:base');
  const outer = baseOf(
    url,
    root.attribute('xml:base'),
    head === root ? undefined : head.attribute('xml:base'),
  );
  const links = linkElements(head);
  const siteUrl = firstAbsolute(pageLinks(links), outer);
  // RSS does not say what addresses are relative to; what generators mean is the site.
  const base = typed || declared !== undefined ? outer : (siteUrl ?? url);
  const context: FeedContext = {
    typed,
    base,
    declaredBase: declared !== undefined,
    authors: typed ? readPeople(head) : [],
    people: readPersons(head, base),
  };
  const said = entries.filter(entry => entry.children.length > 0 || entry.attribute('rdf:about'));
  const items = said.map(entry => readEntry(entry, context));
  return {
    kind: KINDS[kind],
    title: titleOf(head, typed),
    description: description(head),
    language: head.textOf('language') ?? head.textOf('dc:language') ?? root.attribute('xml:lang'),
    siteUrl,
    icon: icon(head, root, base),
    funding: readFunding(head, base),
    hub: absolute(linkFor('hub', links), base),
    self: absolute(linkFor('self', links), base),
    restSeconds: restSeconds(head),
    skipHours: skipHours(head),
    skipDays: skipDays(head),
    items,
    damage: cutOff ? 'The feed breaks off before its end, so that entries may be missing.' : undefined,
  };
}

function titleOf(head: XmlElement, typed: boolean): string {
  for (const key of ['title', 'atom:title', 'dc:title', 'itunes:title']) {
    const element = head.children.find(child => child.key === key);
    const text = element ? readTitle(element, typed) : '';
    if (text !== '') return text;
  }
  return '';
}

function description(head: XmlElement): string | undefined {
  const keys = [
    'description',
    'subtitle',
    'tagline',
    'atom:subtitle',
    'itunes:summary',
    'dc:description',
    'itunes:subtitle',
  ];
  return keys.map(key => titleText(head.textOf(key))).find(text => text !== '');
}

/** RDF has its image beside the channel. */
function icon(head: XmlElement, root: XmlElement, base: string): string | undefined {
  const written = [
    'webfeeds:icon',
    'icon',
    'image',
    'logo',
    'itunes:image',
    'googleplay:image',
    'atom:icon',
    'atom:logo',
  ].map(key => imageOf(head, key));
  return firstAbsolute([...written, imageOf(root, 'image')], base);
}

function firstAbsolute(addresses: readonly (string | undefined)[], base: string): string | undefined {
  for (const address of addresses) {
    const url = absolute(address, base);
    if (url !== undefined) return url;
  }
  return undefined;
}

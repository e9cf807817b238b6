import { plainAddress } from './addresses.ts';
import {
  addressesOf,
  allItems,
  isA,
  isItem,
  type Microformat,
  parseMicroformats,
  textOf,
} from './microformats.ts';

export interface Author {
  name?: string | undefined;
  url?: string | undefined;
  photo?: string | undefined;
}

/** Gives the HTML of an address and where it was found; undefined when it cannot be read. */
export type ReadPage = (address: string) => Promise<{ html: string; url: string } | undefined>;

/**
 * Who wrote an entry, by https://indieweb.org/authorship-spec: its own author, else that of its feed, else the page that
 * `rel=author` names. An author that is only an address is looked up there, with one request.
 */
export async function findAuthor(
  entry: Microformat,
  feed: Microformat | undefined,
  relAuthor: string | undefined,
  readPage: ReadPage,
): Promise<Author | undefined> {
  const value = entry.properties['author']?.[0] ?? feed?.properties['author']?.[0];
  if (value !== undefined && isItem(value) && isA(value, 'h-card')) return fromCard(value);
  const text = typeof value === 'string' ? value.trim() : undefined;
  const named = text !== undefined && /^https?:\/\//i.test(text) ? plainAddress(text) : undefined;
  if (text && named === undefined) return { name: text };
  const address = named ?? (relAuthor === undefined ? undefined : plainAddress(relAuthor));
  if (address === undefined) return undefined;
  return (await fromAuthorPage(address, readPage)) ?? { url: address };
}

/** The card of an author page that is the author's: its url and uid are the page, or one of rel=me, or its url is the page. */
async function fromAuthorPage(address: string, readPage: ReadPage): Promise<Author | undefined> {
  const page = await readPage(address);
  const document = page && (await parseMicroformats(page.html, page.url));
  if (!document) return undefined;
  const cards = [...allItems(document.items)].map(([item]) => item).filter(item => isA(item, 'h-card'));
  const is = (card: Microformat, property: string, wanted: readonly (string | undefined)[]) =>
    addressesOf(card, property).some(url => wanted.includes(plainAddress(url)));
  const here = [address, plainAddress(page.url)];
  const me = (document.rels['me'] ?? []).map(url => plainAddress(url));
  const card =
    cards.find(one => is(one, 'url', here) && is(one, 'uid', here)) ??
    cards.find(one => is(one, 'url', me)) ??
    cards.find(one => is(one, 'url', here));
  return card && { url: address, ...fromCard(card) };
}

function fromCard(card: Microformat): Author {
  const [url] = addressesOf(card, 'url').flatMap(address => plainAddress(address) ?? []);
  const [photo] = addressesOf(card, 'photo').flatMap(address => plainAddress(address) ?? []);
  return { name: textOf(card, 'name'), ...(url === undefined ? {} : { url }), photo };
}

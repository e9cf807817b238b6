import type { z } from 'zod';
import { escapeHtml } from '../../../core/html/escape.ts';
import { sanitizeHtml } from '../../../core/html/sanitize.ts';
import { excerpt, htmlToText } from '../../../core/html/text.ts';
import { Rsvp } from '../contract/posts.ts';
import type { ResponseKind } from '../contract.ts';
import { plainAddress } from './addresses.ts';
import { type Author, findAuthor, type ReadPage } from './authorship.ts';
import {
  addressesOf,
  allItems,
  htmlOf,
  isA,
  type Microformat,
  parseMicroformats,
  textOf,
} from './microformats.ts';

/** What a page says about the address that it mentions. */
export interface Mention {
  kind: Exclude<ResponseKind, 'comment'>;
  author: Author;
  /** Sanitised; empty for a like and its kind. */
  html: string;
  text: string;
  rsvp?: z.output<typeof Rsvp>;
  /** When its author published it, unless they do not say or it lies ahead. */
  publishedAt?: Date;
}

/** Characters of a reply, beyond which only its beginning is shown, and of what another page says around a link. */
const LONGEST_REPLY = 2000;
const LONGEST_MENTION = 300;
/** Kinds by the property that names what they are about, the strongest first (https://indieweb.org/comments#How_to_display). */
const KINDS = [
  ['in-reply-to', 'reply'],
  ['like-of', 'like'],
  ['repost-of', 'repost'],
  ['bookmark-of', 'bookmark'],
] as const;

/** Reads the entry of a page that is about one of the `wanted` addresses. A page without microformats is a plain mention by its host. */
export async function readEntry(
  page: { html: string; url: string },
  wanted: (address: string) => boolean,
  readPage: ReadPage,
): Promise<Mention> {
  const document = await parseMicroformats(page.html, page.url);
  const found = document && findEntry(document.items, wanted);
  if (!found) return { kind: 'mention', author: {}, html: '', text: '' };
  const [entry, feed] = found;
  const author = (await findAuthor(entry, feed, document.rels['author']?.[0], readPage)) ?? {};
  const about = (property: string) =>
    addressesOf(entry, property).some(url => wanted(plainAddress(url, page.url) ?? ''));
  const rsvp = Rsvp.safeParse(textOf(entry, 'rsvp')?.trim().toLowerCase());
  const kind = KINDS.find(([property]) => about(property))?.[1] ?? 'mention';
  const time = Date.parse(textOf(entry, 'published') ?? '');
  return {
    kind: kind === 'reply' && rsvp.success ? 'rsvp' : kind,
    author,
    ...words(entry, kind, page.url),
    ...(kind === 'reply' && rsvp.success ? { rsvp: rsvp.data } : {}),
    ...(time > 0 && time <= Date.now() ? { publishedAt: new Date(time) } : {}),
  };
}

/** The first entry that names a wanted address as what it is about or links to it, else the only entry there is. */
function findEntry(
  items: readonly Microformat[],
  wanted: (address: string) => boolean,
): [Microformat, Microformat | undefined] | undefined {
  const entries = [...allItems(items)].filter(([item]) => isA(item, 'h-entry') || isA(item, 'h-event'));
  const names = (item: Microformat) =>
    KINDS.some(([property]) => addressesOf(item, property).some(url => wanted(plainAddress(url) ?? '')));
  const links = (item: Microformat) =>
    [...(htmlOf(item, 'content') ?? '').matchAll(/\s(?:href|src)\s*=\s*["']?([^"'\s>]+)/gi)].some(([, url]) =>
      wanted(plainAddress(url!.replaceAll('&amp;', '&')) ?? ''),
    );
  return (
    entries.find(([item]) => names(item)) ??
    entries.find(([item]) => links(item)) ??
    (entries.length === 1 ? entries[0] : undefined)
  );
}

/** The words of a reply in full up to a length, and of a mention its beginning. */
function words(entry: Microformat, kind: Mention['kind'], baseUrl: string): { html: string; text: string } {
  if (kind !== 'reply' && kind !== 'mention') return { html: '', text: '' };
  const markup =
    htmlOf(entry, 'content') ??
    escapeHtml(textOf(entry, 'content') ?? textOf(entry, 'summary') ?? textOf(entry, 'name') ?? '');
  const clean = sanitizeHtml(markup, { kind: 'mention', baseUrl });
  const text = htmlToText(clean);
  const longest = kind === 'reply' ? LONGEST_REPLY : LONGEST_MENTION;
  if (kind === 'reply' && text.length <= longest) return { html: clean, text };
  const short = excerpt(text, longest);
  return { html: short === '' ? '' : `<p>${escapeHtml(short)}</p>`, text: short };
}

import { z } from 'zod';
import { AppError, toAppError } from '../../../core/errors.ts';
import { feedAddress, feedUrl } from '../feed-url.ts';
import { absolute } from '../parse/address.ts';
import { makeItem } from '../parse/make-item.ts';
import type { ParsedItem } from '../parse/parsed-feed.ts';
import { plainTitle, titleText } from '../parse/plain-text.ts';
import { GoogleReaderItem, LABEL, MinifluxEntry, SAVED, STATE } from './formats.ts';

/** An item that somebody kept in another reader. */
export interface ArchivedItem {
  readonly item: ParsedItem;
  /** Where it is from. */
  readonly feed: { readonly url: string; readonly title: string; readonly siteUrl: string | undefined };
  readonly starred: boolean;
  /** A page that was saved, and from no feed. */
  readonly saved: boolean;
  readonly tags: readonly string[];
  /** Undefined when the file does not say. */
  readonly read: boolean | undefined;
}

/** One entry of a file: what it says, or why it cannot be used. */
export type ArchiveEntry = { readonly label: string } & (
  | { readonly kept: ArchivedItem }
  | { readonly problem: string }
);

const Google = z.object({ items: z.array(z.unknown()) });
const Miniflux = z.object({ entries: z.array(z.unknown()) });

/**
 * The entries of a JSON file as FreshRSS and others of the Google Reader family export it (`items`), or as the API of
 * Miniflux gives it (`entries`). Throws `invalid` when it is neither.
 */
export function readArchive(text: string): ArchiveEntry[] {
  const document = parse(text);
  const google = Google.safeParse(document);
  if (google.success) return google.data.items.map(item => readEntry(item, GoogleReaderItem, fromGoogle));
  const miniflux = Miniflux.safeParse(document);
  if (miniflux.success)
    return miniflux.data.entries.map(entry => readEntry(entry, MinifluxEntry, fromMiniflux));
  throw new AppError(
    'invalid',
    'This JSON has neither "items", as FreshRSS exports starred items, nor "entries", as Miniflux does.',
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new AppError('invalid', `This is not JSON: ${(error as Error).message}.`);
  }
}

function readEntry<S extends z.ZodType>(
  raw: unknown,
  schema: S,
  convert: (entry: z.output<S>) => ArchivedItem,
): ArchiveEntry {
  const entry = schema.safeParse(raw);
  const label = labelOf(raw);
  if (!entry.success) {
    const [issue] = entry.error.issues;
    return { label, problem: `${issue?.path.join('.') || 'The entry'}: ${issue?.message}.` };
  }
  try {
    return { label, kept: convert(entry.data) };
  } catch (error) {
    return { label, problem: toAppError(error).message };
  }
}

function labelOf(raw: unknown): string {
  const title = (raw as { title?: unknown } | null)?.title;
  return typeof title === 'string' ? plainTitle(title).slice(0, 200).toWellFormed() : '';
}

function fromGoogle(entry: z.output<typeof GoogleReaderItem>): ArchivedItem {
  const { origin, categories } = entry;
  // `user/-/` is `user/ID/` where the export names the account.
  const named = categories.map(name => name.replace(/^user\/[^/]*\//, 'user/-/'));
  const feed = feedOf(
    [origin.feedUrl, origin.streamId?.replace(/^feed\//, ''), origin.htmlUrl],
    origin.title,
    origin.htmlUrl,
  );
  const item = makeItem({
    guid: entry.guid ?? (/^tag:google\.com,2005:reader\//.test(entry.id ?? '') ? undefined : entry.id),
    links: [...entry.canonical, ...entry.alternate].map(link => link.href),
    title: titleText(entry.title),
    authors: [entry.author],
    html: entry.content?.content ?? entry.summary?.content,
    categories: named.filter(name => !name.startsWith('user/-/')),
    enclosures: entry.enclosure.map(({ href, type, length }) => ({ url: href, type, bytes: length })),
    published: entry.published === undefined ? undefined : new Date(entry.published * 1000).toISOString(),
    updated: undefined,
    linkBase: feed.url,
  });
  const saved = named.includes(SAVED);
  if (saved) feedAddress(item.url ?? '');
  const has = (state: string) => named.includes(STATE + state);
  return {
    item,
    feed,
    starred: has('starred'),
    saved,
    tags: tagsOf(named.filter(name => name.startsWith(LABEL)).map(name => name.slice(LABEL.length))),
    read: has('read') ? true : has('unread') ? false : undefined,
  };
}

function fromMiniflux(entry: z.output<typeof MinifluxEntry>): ArchivedItem {
  const feed = feedOf([entry.feed.feed_url], entry.feed.title, entry.feed.site_url);
  const item = makeItem({
    guid: undefined,
    links: [entry.url],
    title: titleText(entry.title),
    authors: [entry.author],
    html: entry.content,
    categories: entry.tags ?? [],
    enclosures: (entry.enclosures ?? []).map(({ url, mime_type, size }) => ({
      url,
      type: mime_type,
      bytes: size,
    })),
    published: entry.published_at,
    updated: undefined,
    linkBase: feed.url,
  });
  return { item, feed, starred: entry.starred, saved: false, tags: [], read: entry.status === 'read' };
}

function feedOf(
  urls: readonly (string | undefined)[],
  title: string | undefined,
  siteUrl: string | undefined,
): ArchivedItem['feed'] {
  // FreshRSS has numbers of its own in place of an address.
  const url = urls.find(each => each !== undefined && /^https?:\/\//i.test(each));
  if (url === undefined) throw new AppError('invalid', 'It does not say which feed it is from.');
  const address = feedUrl(url);
  return { url: address, title: plainTitle(title ?? ''), siteUrl: absolute(siteUrl, address) };
}

function tagsOf(names: readonly string[]): string[] {
  const tags = names.map(name => plainTitle(name).slice(0, 100).toWellFormed());
  return [...new Set(tags)].filter(tag => tag !== '').slice(0, 20);
}

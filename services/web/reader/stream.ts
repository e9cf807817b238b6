import type { Feed, Item } from '../../reader/contract.ts';
import { withQuery } from '../views/paths.ts';
import type { Prefs } from './prefs.ts';
import { type SearchWithin, withinQuery } from './search.ts';

/** Which list of items: everything, or one of these. */
export interface ReaderStream {
  readonly feed?: Feed;
  /** Of feeds. */
  readonly tag?: string;
  /** Of items themselves. */
  readonly itemTag?: string;
  readonly starred?: true;
  /** Pages that were saved. */
  readonly saved?: true;
  readonly query?: string;
  /** In what is searched. */
  readonly within?: SearchWithin;
}

const SAVED = '/reader/saved';

/** The list in which an item is at home. */
export function homePath({ saved, feedId }: Pick<Item, 'saved' | 'feedId'>): string {
  return saved ? SAVED : feedPath(feedId);
}

export function feedPath(id: string): string {
  return `/reader/feed/${encodeURIComponent(id)}`;
}

export function tagPath(tag: string): string {
  return `/reader/tag/${encodeURIComponent(tag)}`;
}

export function itemPath(id: string): string {
  return `/reader/item/${encodeURIComponent(id)}`;
}

/** Where a list is, with what its address says besides. */
export function streamPath(
  stream: ReaderStream,
  query: Partial<Record<keyof Prefs | 'after', string | undefined>> = {},
): string {
  const { feed, tag, itemTag, starred, saved, query: q, within = {} } = stream;
  if (feed !== undefined) return withQuery(feedPath(feed.id), query);
  if (tag !== undefined) return withQuery(tagPath(tag), query);
  if (itemTag !== undefined) return withQuery(tagPath(itemTag), { of: 'items', ...query });
  if (starred) return withQuery('/reader/starred', query);
  if (saved) return withQuery(SAVED, query);
  if (q !== undefined) return withQuery('/reader/search', { q, ...withinQuery(within), ...query });
  return withQuery('/reader', query);
}

export function streamTitle({ feed, tag, itemTag, starred, saved, query }: ReaderStream): string {
  if (feed !== undefined) return feed.title;
  if (starred) return 'Starred';
  if (saved) return 'Saved';
  if (query !== undefined) return 'Search';
  return tag ?? itemTag ?? 'All items';
}

/** Whether the list is of what is unread or of all as its reader likes, and can be marked as read. */
export function isReadable({ itemTag, starred, saved, query }: ReaderStream): boolean {
  return itemTag === undefined && !starred && !saved && query === undefined;
}

/** How much is unread: of all feeds, of each, and of each tag. An item of several feeds counts once, for the first. */
export interface Counts {
  readonly total: number;
  readonly feeds: Readonly<Record<string, number>>;
  readonly tags: Readonly<Record<string, number>>;
}

export function countsOf(feeds: readonly Feed[]): Counts {
  const tags: Record<string, number> = Object.create(null);
  for (const feed of feeds) for (const tag of feed.tags) tags[tag] = (tags[tag] ?? 0) + feed.unread;
  return {
    total: feeds.reduce((sum, feed) => sum + feed.unread, 0),
    feeds: Object.fromEntries(feeds.map(feed => [feed.id, feed.unread])),
    tags,
  };
}

/** How much is unread in a list; undefined where that is not counted. */
export function unreadIn(stream: ReaderStream, counts: Counts): number | undefined {
  if (stream.feed) return counts.feeds[stream.feed.id];
  if (stream.tag !== undefined) return counts.tags[stream.tag];
  return isReadable(stream) ? counts.total : undefined;
}

import { createHash } from 'node:crypto';
import type { Feed } from '../../contract/feeds.ts';
import type { Item } from '../../contract/items.ts';

/** Numbers that the enclosures of an item may have. */
const ENCLOSURES = 100;

/** The number and name of the category of feeds without a tag: in Miniflux every feed has one. */
export const UNTAGGED = { id: 1, title: 'All' } as const;

export function writeCategory(title: string, id: number, user: number): Record<string, unknown> {
  return { id, title, user_id: user, hide_globally: false };
}

/** A feed as Miniflux has it: in one category, which is its first tag. */
export function writeFeed(
  feed: Feed,
  numbers: ReadonlyMap<string, number>,
  user: number,
): Record<string, unknown> {
  const [tag] = feed.tags;
  const category = tag === undefined ? UNTAGGED : { id: numbers.get(tag) ?? UNTAGGED.id, title: tag };
  return {
    id: Number(feed.id),
    user_id: user,
    feed_url: feed.url,
    site_url: feed.siteUrl ?? feed.url,
    title: feed.title,
    checked_at: feed.polledAt ?? new Date(0).toISOString(),
    next_check_at: feed.nextPollAt ?? new Date(0).toISOString(),
    parsing_error_message: feed.problem ?? '',
    parsing_error_count: feed.problem === undefined ? 0 : 1,
    disabled: false,
    crawler: false,
    hide_globally: false,
    category: writeCategory(category.title, category.id, user),
    icon: feed.icon === undefined ? null : { feed_id: Number(feed.id), icon_id: Number(feed.id) },
  };
}

/** An entry as Miniflux has it, with its feed. */
export function writeEntry(
  item: Item,
  feed: Record<string, unknown> | undefined,
  user: number,
): Record<string, unknown> {
  const id = Number(item.id);
  return {
    id,
    user_id: user,
    feed_id: Number(item.feedId),
    status: item.unread ? 'unread' : 'read',
    hash: createHash('sha256').update(item.id).digest('hex'),
    title: item.title,
    url: item.url ?? '',
    comments_url: item.commentsUrl ?? '',
    published_at: item.publishedAt,
    created_at: item.seenAt,
    changed_at: item.revisedAt ?? item.seenAt,
    content: item.html ?? '',
    author: item.author ?? '',
    share_code: '',
    starred: item.starredAt !== undefined,
    reading_time: readingTime(item.summary, item.html),
    enclosures: item.enclosures.map(({ url, type, bytes }, index) => ({
      id: id * ENCLOSURES + index,
      user_id: user,
      entry_id: id,
      url,
      mime_type: type ?? 'application/octet-stream',
      size: bytes ?? 0,
      media_progression: Math.round(item.position ?? 0),
    })),
    feed: feed ?? {
      id: Number(item.feedId),
      title: item.feedTitle,
      category: writeCategory(UNTAGGED.title, UNTAGGED.id, user),
    },
    tags: item.tags.length > 0 ? item.tags : item.categories,
  };
}

/** The item of the enclosure that has this number. */
export function itemOfEnclosure(enclosure: string): string {
  return /^\d{3,15}$/.test(enclosure) ? String(Math.floor(Number(enclosure) / ENCLOSURES)) : '';
}

/** Minutes, at 265 words of five letters each. */
export function readingTime(summary: string, html: string | undefined): number {
  const letters = (html ?? summary).replaceAll(/<[^>]*>/g, '').length;
  return Math.max(1, Math.round(letters / 6 / 265));
}

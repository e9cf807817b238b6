import type { Feed } from '../../contract/feeds.ts';
import type { Item } from '../../contract/items.ts';
import { longItemId } from './item-id.ts';
import { labelId } from './stream-name.ts';

/** An item as Google Reader wrote it in JSON. Every field that apps are known to take for granted is there. */
export function writeItem(item: Item, feed: Feed | undefined): Record<string, unknown> {
  const address = item.url ?? feed?.siteUrl ?? feed?.url ?? '';
  const seen = Date.parse(item.seenAt);
  const files = item.enclosures.map(({ url, type, bytes }) => ({
    href: url,
    type: type ?? '',
    length: bytes,
  }));
  return {
    id: longItemId(item.id),
    crawlTimeMsec: String(seen),
    timestampUsec: `${seen}000`,
    published: seconds(item.publishedAt),
    updated: seconds(item.updatedAt ?? item.publishedAt),
    title: item.title,
    ...(item.author === undefined ? {} : { author: item.author }),
    canonical: [{ href: address }],
    alternate: [{ href: address, type: 'text/html' }],
    summary: { content: item.html ?? '' },
    ...(files.length === 0 ? {} : { enclosure: files }),
    categories: categoriesOf(item, feed),
    origin: {
      streamId: `feed/${item.feedId}`,
      title: item.feedTitle,
      htmlUrl: feed?.siteUrl ?? feed?.url ?? '',
    },
  };
}

function categoriesOf(item: Item, feed: Feed | undefined): string[] {
  const states = ['reading-list', ...(item.unread ? [] : ['read']), ...(item.starredAt ? ['starred'] : [])];
  const labels = new Set([...(feed?.tags ?? []), ...item.tags]);
  return [...states.map(state => `user/-/state/com.google/${state}`), ...[...labels].map(labelId)];
}

function seconds(time: string): number {
  return Math.floor(Date.parse(time) / 1000);
}

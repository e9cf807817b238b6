import { escapeHtml } from '../../../core/html/escape.ts';
import type { Item } from '../contract/items.ts';
import type { FeedAddress } from '../store/exported.ts';
import { LABEL, SAVED, STATE } from './formats.ts';

/** An item as Google Reader's API gave it, with what FreshRSS adds: what `readArchive` reads, and other readers too. */
export function writeItem(item: Item, feed: FeedAddress | undefined): object {
  const { id, url, title, author, html = '', publishedAt, saved, enclosures, categories } = item;
  const link = url === undefined ? [] : [{ href: url }];
  // A saved page is from no feed.
  const from = saved && url !== undefined ? { url: new URL('/', url).href, siteUrl: undefined } : feed;
  return {
    id: `tag:google.com,2005:reader/item/${BigInt(id).toString(16).padStart(16, '0')}`,
    title: escapeHtml(title),
    author,
    published: Math.floor(Date.parse(publishedAt) / 1000),
    canonical: link,
    alternate: link,
    categories: [
      ...statesOf(item).map(state => STATE + state),
      ...(saved ? [SAVED] : []),
      ...item.tags.map(tag => LABEL + tag),
      ...categories,
    ],
    content: { content: html },
    enclosure: enclosures.map(({ url: href, type, bytes }) => ({ href, type, length: bytes })),
    origin: {
      streamId: from && `feed/${from.url}`,
      feedUrl: from?.url,
      htmlUrl: from?.siteUrl,
      title: saved ? undefined : item.feedTitle,
    },
  };
}

function statesOf({ unread, starredAt }: Item): string[] {
  return ['reading-list', unread ? 'unread' : 'read', ...(starredAt ? ['starred'] : [])];
}

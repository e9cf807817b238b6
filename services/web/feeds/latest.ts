import { escapeHtml } from '../../../core/html/escape.ts';
import type { CallContext } from '../../../core/rpc/contract.ts';
import type { Site } from '../../api/contract.ts';
import type { Feed, Item } from '../../reader/contract.ts';
import type { WebContext } from '../context.ts';
import { readingFeed, withQuery } from '../views/paths.ts';
import { latestTitle } from '../views/reading-nav.ts';
import type { FeedFile } from './formats.ts';
import type { FeedLink, LinkSource } from './link-feeds.ts';

const ENTRIES = 40;

/** What has come in of the feeds that the owner reads in public, with a tag or of all: links, with how each begins. */
export async function latestSource(
  web: Pick<WebContext, 'reader' | 'origin'>,
  known: Promise<Site>,
  { file, tag }: { readonly file: FeedFile; readonly tag: string | undefined },
  call: CallContext,
): Promise<LinkSource> {
  const [site, { items }, { feeds }] = await Promise.all([
    known,
    web.reader.listItems({ limit: ENTRIES, tag }, call),
    web.reader.listFeeds({}, call),
  ]);
  const { origin } = web;
  return {
    site,
    origin,
    title: latestTitle(site, tag),
    page: withQuery('/reading', { tag }),
    self: `${readingFeed('latest', tag)}/${file}`,
    hubs: [],
    links: items.map(item =>
      linkOf(
        origin,
        item,
        feeds.find(({ id }) => id === item.feedId),
      ),
    ),
  };
}

function linkOf(origin: string, item: Item, feed: Feed | undefined): FeedLink {
  const { id, url, title, summary, author, publishedAt: at } = item;
  return {
    id: `tag:${new URL(origin).hostname},${at.slice(0, 10)}:reading:${id}`,
    url: url ?? feed?.siteUrl ?? `${origin}/reading`,
    title: title || summary || 'Untitled',
    author,
    at,
    html: summary ? `<p>${escapeHtml(summary)}</p>` : '',
    source: feed,
  };
}

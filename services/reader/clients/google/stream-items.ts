import { Readable } from 'node:stream';
import type { ReaderContext } from '../../context.ts';
import { listFeeds } from '../../methods/feeds/list-feeds.ts';
import { getItems } from '../../methods/items/get-items.ts';
import { appHtml } from '../app-html.ts';
import { writeItem } from './write-item.ts';

/** Items that are in memory at a time. */
const PORTION = 250;

/** The JSON of a stream with these items, portion by portion, so that ten thousand long ones never are in memory at once. */
export function streamItems(
  ctx: ReaderContext,
  account: string,
  head: { id: string; title?: string; self?: { href: string }[] },
  { ids, next }: { ids: readonly string[]; next?: string },
): Readable {
  async function* portions(): AsyncGenerator<string> {
    const feeds = new Map((await listFeeds(ctx, { account })).feeds.map(feed => [feed.id, feed]));
    let before = `${JSON.stringify({ ...head, updated: Math.floor(Date.now() / 1000) }).slice(0, -1)},"items":[`;
    for (let from = 0; from < ids.length; from += PORTION) {
      const { items } = await getItems(ctx, { account, ids: ids.slice(from, from + PORTION) });
      if (items.length === 0) continue;
      yield before +
        items
          .map(item =>
            JSON.stringify(writeItem({ ...item, html: appHtml(ctx, item) }, feeds.get(item.feedId))),
          )
          .join(',');
      before = ',';
    }
    yield `${before === ',' ? '' : before}]${next === undefined ? '' : `,"continuation":"${next}"`}}`;
  }
  return Readable.from(portions());
}

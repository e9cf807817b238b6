import { createHash } from 'node:crypto';
import type { ReaderContext } from '../../context.ts';
import type { Item } from '../../contract/items.ts';
import { feedAddress } from '../../feed-url.ts';
import { canonicalUrl, withoutTrackers } from '../../items/canonical-url.ts';
import { addSavedPage } from '../../store/saved-pages.ts';
import { getItem } from '../items/get-items.ts';

type Context = Pick<ReaderContext, 'db' | 'images' | 'articlesSoon'>;

export interface PageToSave {
  readonly account: string;
  readonly url: string;
  readonly title?: string | undefined;
  readonly tags?: readonly string[] | undefined;
}

/** Keeps a page for a person; its text is fetched soon after. Throws `invalid` for what is no web address. */
export async function savePage(
  ctx: Context,
  { account, url: written, title, tags = [] }: PageToSave,
): Promise<{ item: Item; created: boolean }> {
  const url = withoutTrackers(feedAddress(written).url);
  const { id, created } = await addSavedPage(ctx.db, account, {
    url,
    title: title || shownAddress(url),
    key: createHash('sha256')
      .update(canonicalUrl(url) ?? url)
      .digest('hex')
      .slice(0, 32),
    tags: [...new Set(tags)],
  });
  if (created) await ctx.articlesSoon();
  return { item: await getItem(ctx, { account, id: String(id) }), created };
}

/** What stands for a title until there is one. */
function shownAddress(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host.replace(/^www\./, '')}${pathname === '/' ? '' : pathname}`;
}

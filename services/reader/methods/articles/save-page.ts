import { pageToSave } from '../../articles/page-to-save.ts';
import type { ReaderContext } from '../../context.ts';
import type { Item } from '../../contract/items.ts';
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
  { account, url, title, tags }: PageToSave,
): Promise<{ item: Item; created: boolean }> {
  const { id, created } = await addSavedPage(ctx.db, account, pageToSave(url, { title, tags }));
  if (created) await ctx.articlesSoon();
  return { item: await getItem(ctx, { account, id: String(id) }), created };
}

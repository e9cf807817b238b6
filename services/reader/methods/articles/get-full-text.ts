import { fetchArticle } from '../../articles/fetch-article.ts';
import type { ReaderContext } from '../../context.ts';
import { type ShownFrom, showImages } from '../../images/show-images.ts';
import { type FullTextRow, fullTextOf, pageRow } from '../../store/full-texts.ts';
import { getItem } from '../items/get-items.ts';

type Context = Pick<ReaderContext, 'db' | 'fetcher' | 'secrets' | 'log' | 'images'>;

/** What is being fetched, by item, so that two who ask at once cause one fetch. */
const underWay = new Map<number, Promise<void>>();

/** The text of an item's page, fetched now unless it is here. Throws `not_found`, and `unavailable` when too many wait. */
export async function getFullText(
  ctx: Context,
  { account, id, images }: { account: string; id: string; images?: ShownFrom },
): Promise<{ html?: string | undefined; fetchedAt?: string | undefined; problem?: string | undefined }> {
  const key = Number((await getItem(ctx, { account, id })).id);
  let kept = await fullTextOf(ctx.db, key);
  if (!isGood(kept)) {
    await fetchOnce(ctx, key);
    kept = await fullTextOf(ctx.db, key);
  }
  const { html, fetched_at, problem } = kept ?? {};
  return showImages(
    ctx,
    {
      html: html ?? undefined,
      fetchedAt: fetched_at?.toISOString(),
      problem: problem ?? undefined,
    },
    images,
  );
}

function isGood(kept: FullTextRow | undefined): boolean {
  return kept !== undefined && kept.html !== null && kept.problem === null && !kept.stale;
}

async function fetchOnce(ctx: Context, itemId: number): Promise<void> {
  const page = await pageRow(ctx.db, itemId);
  if (!page) return;
  const fetching =
    underWay.get(itemId) ?? fetchArticle(ctx, page).finally(() => void underWay.delete(itemId));
  underWay.set(itemId, fetching);
  await fetching;
}

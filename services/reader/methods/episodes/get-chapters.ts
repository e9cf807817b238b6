import type { ReaderContext } from '../../context.ts';
import type { Chapter } from '../../contract/episodes.ts';
import { getPart } from '../../episodes/fetch-part.ts';
import { type ShownFrom, showImages } from '../../images/show-images.ts';
import { getItem } from '../items/get-items.ts';

type Context = Pick<ReaderContext, 'db' | 'fetcher' | 'secrets' | 'images'>;

/** The chapters of an episode, fetched now unless they are here. Throws `not_found`. */
export async function getChapters(
  ctx: Context,
  { account, id, images }: { account: string; id: string; images?: ShownFrom },
): Promise<{ chapters: Chapter[]; problem?: string | undefined }> {
  const { id: known } = await getItem(ctx, { account, id });
  const { content = [], problem } = await getPart(ctx, Number(known), 'chapters');
  const chapters = content as Chapter[];
  return { chapters: chapters.map(chapter => showImages(ctx, chapter, images)), problem };
}

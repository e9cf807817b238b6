import type { ReaderContext } from '../../context.ts';
import type { Transcript } from '../../contract/episodes.ts';
import { getPart } from '../../episodes/fetch-part.ts';
import { type ShownFrom, showImages } from '../../images/show-images.ts';
import { getItem } from '../items/get-items.ts';

type Context = Pick<ReaderContext, 'db' | 'fetcher' | 'secrets' | 'images'>;

/** What is said in an episode, fetched now unless it is here. Throws `not_found`. */
export async function getTranscript(
  ctx: Context,
  { account, id, images }: { account: string; id: string; images?: ShownFrom },
): Promise<Transcript & { problem?: string | undefined }> {
  const { id: known } = await getItem(ctx, { account, id });
  const { content, problem } = await getPart(ctx, Number(known), 'transcript');
  const transcript = (content ?? { passages: [] }) as Transcript;
  return { ...showImages(ctx, transcript, images), problem };
}

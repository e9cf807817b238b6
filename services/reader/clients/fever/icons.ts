import type { ReaderContext } from '../../context.ts';
import { iconsOfFeeds } from '../../store/icons.ts';

/** The pictures of a person's feeds, each under the id of its feed: its media type and the picture in Base64. */
export async function feverIcons(
  ctx: Pick<ReaderContext, 'db'>,
  account: string,
): Promise<{ id: number; data: string }[]> {
  const icons = await iconsOfFeeds(ctx.db, account);
  return icons.map(({ feed_id, type, data }) => ({
    id: feed_id,
    data: `${type};base64,${data.toString('base64')}`,
  }));
}

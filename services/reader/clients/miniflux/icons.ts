import { AppError } from '../../../../core/errors.ts';
import type { ReaderContext } from '../../context.ts';
import { iconOfFeed } from '../../store/icons.ts';

/** The picture of a feed, which has the feed's number, as Miniflux writes it. Throws `not_found`. */
export async function getIcon(
  ctx: Pick<ReaderContext, 'db'>,
  account: string,
  id: string,
): Promise<{ id: number; mime_type: string; data: string }> {
  const icon = /^\d{1,15}$/.test(id) ? await iconOfFeed(ctx.db, account, Number(id)) : undefined;
  if (!icon) throw new AppError('not_found', 'There is no icon for this feed.');
  const { feed_id, type, data } = icon;
  return { id: feed_id, mime_type: type, data: `${type};base64,${data.toString('base64')}` };
}

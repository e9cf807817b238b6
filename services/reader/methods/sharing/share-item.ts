import { AppError } from '../../../../core/errors.ts';
import { excerpt } from '../../../../core/html/text.ts';
import type { ReaderContext } from '../../context.ts';
import { OWNER, titleOf } from '../../contract.ts';
import { addMessage } from '../../store/messages.ts';
import { getItem } from '../items/get-items.ts';

const LONGEST_TITLE = 200;
const LONGEST_URL = 400;

/** Puts an item among what the bot is to say, once for each key. */
export async function shareItem(
  ctx: Pick<ReaderContext, 'db' | 'images' | 'saySoon'>,
  {
    account,
    id,
    room,
    comment,
    key,
  }: { account: string; id: string; room: string; comment: string; key: string },
): Promise<Record<never, never>> {
  if (account !== OWNER)
    throw new AppError('forbidden', 'Only the owner of the site may have the bot speak in a room.');
  const item = await getItem(ctx, { account, id });
  const { feedTitle, url } = item;
  const named = excerpt(titleOf(item), LONGEST_TITLE);
  const text = [
    comment.replace(/\s+/g, ' '),
    `${named} (${feedTitle})`,
    url !== undefined && url.length <= LONGEST_URL ? url : '',
  ];
  await addMessage(ctx.db, { id: key, room, text: text.filter(part => part !== '').join(' — ') });
  await ctx.saySoon();
  return {};
}

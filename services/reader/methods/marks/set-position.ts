import type { ReaderContext } from '../../context.ts';
import { toId } from '../../store/feed-row.ts';
import { putPosition } from '../../store/marks.ts';
import { lockReader } from '../../store/readers.ts';

/** Keeps how far a person has heard an episode. An item that is not there has no position. */
export async function setPosition(
  ctx: Pick<ReaderContext, 'db'>,
  { account, id, seconds }: { account: string; id: string; seconds: number },
): Promise<Record<never, never>> {
  await ctx.db.transaction().execute(async tx => {
    const reader = await lockReader(tx, account);
    await putPosition(tx, reader.id, toId(id) ?? 0, seconds);
  });
  return {};
}

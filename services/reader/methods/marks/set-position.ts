import type { ReaderContext } from '../../context.ts';
import { toId } from '../../store/feed-row.ts';
import { putPosition } from '../../store/positions.ts';
import { lockReader } from '../../store/readers.ts';

/** Keeps how far a person has heard an episode. An item or a file that is not there has no position. */
export async function setPosition(
  ctx: Pick<ReaderContext, 'db'>,
  { account, id, file, seconds }: { account: string; id: string; file?: string | undefined; seconds: number },
): Promise<Record<never, never>> {
  await ctx.db.transaction().execute(async tx => {
    const reader = await lockReader(tx, account);
    await putPosition(tx, reader.id, toId(id) ?? 0, { file, seconds });
  });
  return {};
}

import type { ApiContext } from '../../context.ts';
import type { Actor } from '../../contract.ts';
import { deleteBlock } from '../../store/thread/blocks.ts';

export async function removeBlock(
  { db }: ApiContext,
  { id, actor = {} }: { id: string; actor?: Actor },
): Promise<Record<string, never>> {
  await db.transaction().execute(trx => deleteBlock(trx, id, actor));
  return {};
}

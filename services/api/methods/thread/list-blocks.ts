import type { ApiContext } from '../../context.ts';
import type { ShortPage } from '../../contract/common.ts';
import type { Block } from '../../contract.ts';
import { readBlocks } from '../../store/thread/blocks.ts';

export async function listBlocks(
  { db }: ApiContext,
  part: ShortPage = {},
): Promise<{ blocks: Block[]; next?: string }> {
  const { rows, ...next } = await readBlocks(db, part);
  return { blocks: rows, ...next };
}

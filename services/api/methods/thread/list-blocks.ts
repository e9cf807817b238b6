import type { ApiContext } from '../../context.ts';
import type { Block } from '../../contract.ts';
import { readBlocks } from '../../store/thread/blocks.ts';

export async function listBlocks({ db }: ApiContext): Promise<{ blocks: Block[] }> {
  return { blocks: await readBlocks(db) };
}

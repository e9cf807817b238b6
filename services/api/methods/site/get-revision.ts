import type { ApiContext } from '../../context.ts';
import { readRevision } from '../../store/revision.ts';

export async function getRevision(ctx: ApiContext): Promise<{ revision: number }> {
  return { revision: await readRevision(ctx.db) };
}

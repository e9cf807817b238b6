import type { ApiContext } from '../../context.ts';

export async function removeBlock(
  { db }: ApiContext,
  { id }: { id: string },
): Promise<Record<string, never>> {
  await db.deleteFrom('block').where('id', '=', id).execute();
  return {};
}

import type { ApiContext } from '../../context.ts';

export async function deleteFeedback(
  { db }: ApiContext,
  { id }: { id: string },
): Promise<Record<string, never>> {
  await db.deleteFrom('feedback').where('id', '=', id).execute();
  return {};
}

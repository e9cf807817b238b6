import type { ApiContext } from '../../context.ts';
import { deleteToken } from '../../store/people/tokens.ts';

export async function revokeToken(
  { db }: ApiContext,
  { id }: { id: string },
): Promise<Record<string, never>> {
  await deleteToken(db, id);
  return {};
}

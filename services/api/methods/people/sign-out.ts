import type { ApiContext } from '../../context.ts';
import { deleteSession } from '../../store/people/sessions.ts';

export async function signOut(
  { db }: ApiContext,
  { session }: { session: string },
): Promise<Record<string, never>> {
  await deleteSession(db, session);
  return {};
}

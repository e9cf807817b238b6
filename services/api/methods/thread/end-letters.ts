import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';

export async function endLetters(
  { db, conversation }: ApiContext,
  { id, token }: { id: string; token: string },
): Promise<Record<string, never>> {
  if (!conversation.key.isMac(token, 'letters end', id))
    throw new AppError('not_found', 'This link is not one that we sent.');
  await db.updateTable('subscriber').set({ email: null, confirmed_at: null }).where('id', '=', id).execute();
  return {};
}

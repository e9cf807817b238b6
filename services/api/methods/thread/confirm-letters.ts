import { sql } from 'kysely';
import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';

export async function confirmLetters(
  { db, conversation }: ApiContext,
  { id, token }: { id: string; token: string },
): Promise<Record<string, never>> {
  if (!conversation.key.isMac(token, 'letters confirm', id))
    throw new AppError('not_found', 'This link is not one that we sent.');
  const { numUpdatedRows } = await db
    .updateTable('subscriber')
    .set({ confirmed_at: sql<Date>`coalesce(confirmed_at, now())` })
    .where('id', '=', id)
    .where('email', 'is not', null)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n)
    throw new AppError('not_found', 'This address has been forgotten. Comment again to hear of replies.');
  return {};
}

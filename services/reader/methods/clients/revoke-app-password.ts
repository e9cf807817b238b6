import { AppError } from '../../../../core/errors.ts';
import type { ReaderContext } from '../../context.ts';
import { removeAppPassword } from '../../store/app-passwords.ts';
import { toId } from '../../store/feed-row.ts';

/** Ends an app password at once. Throws `not_found` for one that the person does not have. */
export async function revokeAppPassword(
  ctx: Pick<ReaderContext, 'db'>,
  { account, id }: { account: string; id: string },
): Promise<Record<never, never>> {
  const removed = await removeAppPassword(ctx.db, account, toId(id) ?? 0);
  if (!removed) throw new AppError('not_found', 'There is no such app password; it may be revoked already.');
  return {};
}

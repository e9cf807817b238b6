import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import { addAudit } from '../../store/people/audit.ts';
import { countWaysIn, deletePasskey } from '../../store/people/passkeys.ts';

export interface PasskeyToRemove {
  account: string;
  id: string;
  sure: boolean;
  address?: string | undefined;
}

export async function removePasskey(
  { db }: ApiContext,
  { account, id, sure, address }: PasskeyToRemove,
): Promise<Record<string, never>> {
  await db.transaction().execute(async trx => {
    if (!sure && (await countWaysIn(trx, account)) <= 1)
      throw new AppError(
        'conflict',
        'This is your only way in: without it you could not sign in again. Add another passkey or make recovery codes first.',
        { reason: 'last_way_in' },
      );
    const name = await deletePasskey(trx, account, id);
    if (name === undefined) return;
    await addAudit(trx, { actor: { account, address }, action: 'passkey.remove', subject: name });
  });
  return {};
}

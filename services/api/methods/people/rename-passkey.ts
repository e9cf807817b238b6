import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import { renamePasskeyRow } from '../../store/people/passkeys.ts';

export async function renamePasskey(
  { db }: ApiContext,
  passkey: { account: string; id: string; name: string },
): Promise<Record<string, never>> {
  if (!(await renamePasskeyRow(db, passkey)))
    throw new AppError('not_found', 'This passkey is not there any more.');
  return {};
}

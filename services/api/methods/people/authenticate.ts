import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { Principal } from '../../contract.ts';
import { findToken } from '../../store/people/tokens.ts';

export async function authenticate({ db }: ApiContext, { token }: { token: string }): Promise<Principal> {
  const found = await findToken(db, token);
  if (!found)
    throw new AppError(
      'unauthenticated',
      'This token is not valid, is too old, or was revoked. Make one with: croft token create NAME',
    );
  return found.principal;
}

import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { Principal } from '../../contract.ts';
import { findPrincipal } from '../../store/people/tokens.ts';

export async function authenticate({ db }: ApiContext, { token }: { token: string }): Promise<Principal> {
  const principal = await findPrincipal(db, token);
  if (!principal)
    throw new AppError(
      'unauthenticated',
      'This token is not valid, or was revoked. Make one with: croft token create NAME',
    );
  return principal;
}

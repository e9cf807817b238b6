import { AppError } from '../../../core/errors.ts';
import type { ApiContext } from '../context.ts';
import type { Principal } from '../contract.ts';
import { findOwner } from '../store/accounts.ts';
import { insertToken } from '../store/tokens.ts';

/** The token is the owner's. */
export async function createToken(
  { db }: ApiContext,
  { name, scopes }: { name: string; scopes: Principal['scopes'] },
): Promise<{ id: string; token: string }> {
  const owner = await findOwner(db);
  if (owner === undefined)
    throw new AppError(
      'conflict',
      'This Croft has no owner yet, whose token it could be. Open the setup link that the start prints, then try again.',
      { reason: 'no_owner' },
    );
  return insertToken(db, owner, name, scopes);
}

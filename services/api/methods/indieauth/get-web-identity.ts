import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { WebIdentity } from '../../contract.ts';
import { findWebIdentity } from '../../store/indieauth/web-identities.ts';

export async function getWebIdentity(
  { db }: ApiContext,
  { secret }: { secret: string },
): Promise<WebIdentity> {
  const identity = await findWebIdentity(db, secret);
  if (!identity) throw new AppError('unauthenticated', 'You are not signed in with a site of your own.');
  return identity;
}

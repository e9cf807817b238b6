import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { Principal } from '../../contract.ts';
import { findSession } from '../../store/people/sessions.ts';

export async function getSession({ db }: ApiContext, { session }: { session: string }): Promise<Principal> {
  const principal = await findSession(db, session);
  if (!principal) throw new AppError('unauthenticated', 'You are not signed in, or your session has ended.');
  return principal;
}

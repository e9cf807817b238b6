import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import { may, type Principal, ROLE_SCOPES } from '../../contract.ts';
import { insertSession } from '../../store/people/sessions.ts';
import { authenticate } from './authenticate.ts';

export async function signInWithToken(
  ctx: ApiContext,
  { token, userAgent }: { token: string; userAgent?: string | undefined },
): Promise<{ session: string; expiresAt: string; principal: Principal }> {
  const principal = await authenticate(ctx, { token });
  // A session may do all that its account may, which must not be more than the token was made for.
  if (!ROLE_SCOPES[principal.role].every(scope => may(principal, scope)))
    throw new AppError('unauthenticated', 'This token was made for a program: it does not sign a person in.');
  const { session, expiresAt } = await insertSession(ctx.db, principal.account, userAgent ?? '');
  return { session, expiresAt: expiresAt.toISOString(), principal };
}

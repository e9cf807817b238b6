import type { ApiContext } from '../../context.ts';
import type { Principal } from '../../contract.ts';
import { insertSession } from '../../store/people/sessions.ts';
import { authenticate } from './authenticate.ts';

export async function signInWithToken(
  ctx: ApiContext,
  { token, userAgent }: { token: string; userAgent?: string | undefined },
): Promise<{ session: string; expiresAt: string; principal: Principal }> {
  const principal = await authenticate(ctx, { token });
  const { session, expiresAt } = await insertSession(ctx.db, principal.account, userAgent ?? '');
  return { session, expiresAt: expiresAt.toISOString(), principal };
}

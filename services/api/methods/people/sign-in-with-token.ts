import type { ApiContext } from '../../context.ts';
import { type Begun, may, ROLE_SCOPES, type Visitor } from '../../contract.ts';
import { beginSession } from '../../people/begin-session.ts';
import { refuseSignIn } from '../../people/refuse-sign-in.ts';
import { findToken } from '../../store/people/tokens.ts';

/** A session may do all that its person may, so a token that was made for less does not begin one. */
export async function signInWithToken(
  ctx: ApiContext,
  { token, from }: { token: string; from: Visitor },
): Promise<Begun> {
  ctx.attempts.from(from.address);
  const found = await findToken(ctx.db, token);
  const refuse = (message: string) =>
    refuseSignIn(ctx, { method: 'token', from, account: found?.principal.account, message });
  if (!found) throw await refuse('This token is not valid, or was revoked.');
  const { principal, clientId } = found;
  if (clientId !== null || !ROLE_SCOPES[principal.role].every(scope => may(principal, scope)))
    throw await refuse('This token is for a program. Signing in takes one with the scope "admin".');
  return ctx.db
    .transaction()
    .execute(trx => beginSession(trx, { account: principal.account, method: 'token', from }));
}

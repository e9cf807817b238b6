import type { ApiContext } from '../../context.ts';
import type { Begun, Visitor } from '../../contract.ts';
import { beginSession } from '../../people/begin-session.ts';
import { refuseSignIn } from '../../people/refuse-sign-in.ts';
import { takeSignInLink } from '../../store/people/sign-in-links.ts';

export async function signInWithLink(
  ctx: ApiContext,
  { code, from }: { code: string; from: Visitor },
): Promise<Begun> {
  ctx.attempts.from(from.address);
  const begun = await ctx.db.transaction().execute(async trx => {
    const account = await takeSignInLink(trx, code);
    return account === undefined ? undefined : beginSession(trx, { account, method: 'link', from });
  });
  if (begun) return begun;
  const message = 'This sign-in link was used, or is older than 15 minutes.';
  throw await refuseSignIn(ctx, { method: 'link', from, message });
}

import type { ApiContext } from '../../context.ts';
import type { Begun, Visitor } from '../../contract.ts';
import { beginSession } from '../../people/begin-session.ts';
import { readCode } from '../../people/recovery-codes.ts';
import { refuseSignIn } from '../../people/refuse-sign-in.ts';
import { findByRecoveryLabel, takeRecoveryCode } from '../../store/people/recovery-codes.ts';

export async function signInWithCode(
  ctx: ApiContext,
  { code: typed, from }: { code: string; from: Visitor },
): Promise<Begun> {
  ctx.attempts.from(from.address);
  const code = readCode(typed);
  const account = code && (await findByRecoveryLabel(ctx.db, code.label));
  if (account !== undefined) ctx.attempts.on(account);
  const begun =
    code &&
    account !== undefined &&
    (await ctx.db.transaction().execute(async trx => {
      if (!(await takeRecoveryCode(trx, account, code.secret))) return undefined;
      return beginSession(trx, { account, method: 'recovery-code', from });
    }));
  if (begun) return begun;
  const message = 'This recovery code is not right, or was used before.';
  throw await refuseSignIn(ctx, { method: 'recovery-code', from, account, message });
}

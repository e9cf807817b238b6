import type { ApiContext } from '../../context.ts';
import type { Assertion, Begun, Visitor } from '../../contract.ts';
import { beginSession } from '../../people/begin-session.ts';
import { relyingParty, verifyAssertion } from '../../people/passkeys.ts';
import { refuseSignIn } from '../../people/refuse-sign-in.ts';
import { takeChallenge } from '../../store/people/challenges.ts';
import { findPasskey, notePasskeyUse } from '../../store/people/passkeys.ts';

export async function signInWithPasskey(
  ctx: ApiContext,
  { browser, assertion, from }: { browser: string; assertion: Assertion; from: Visitor },
): Promise<Begun> {
  ctx.attempts.from(from.address);
  const { db, origin } = ctx;
  const passkey = await findPasskey(db, assertion.id);
  const refuse = (message: string) =>
    refuseSignIn(ctx, { method: 'passkey', from, account: passkey?.account, message });
  if (!passkey)
    throw await refuse('This passkey is not known here. It may have been removed from its account.');
  ctx.attempts.on(passkey.account);
  const used = await verifyAssertion(relyingParty(origin), assertion, passkey, challenge =>
    takeChallenge(db, { challenge, browser }),
  ).catch((error: unknown) => {
    ctx.log.info({ reason: (error as Error).message }, 'a passkey was not accepted');
    return undefined;
  });
  const begun =
    used &&
    (await db.transaction().execute(async trx => {
      if (!(await notePasskeyUse(trx, { id: passkey.id, ...used }))) return undefined;
      return beginSession(trx, { account: passkey.account, method: 'passkey', from });
    }));
  if (!begun) throw await refuse('This passkey was not accepted. Try once more.');
  return begun;
}

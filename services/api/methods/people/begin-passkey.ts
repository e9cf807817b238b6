import type { ApiContext } from '../../context.ts';
import { noSuchAccount } from '../../people/no-such-account.ts';
import { newChallenge, registrationOptions, relyingParty } from '../../people/passkeys.ts';
import { findPerson } from '../../store/people/accounts.ts';
import { insertChallenge } from '../../store/people/challenges.ts';
import { listPasskeys } from '../../store/people/passkeys.ts';

export async function beginPasskey(
  { db, origin }: ApiContext,
  { account, browser }: { account: string; browser: string },
): Promise<{ options: Record<string, unknown> }> {
  const person = await findPerson(db, account);
  if (!person) throw noSuchAccount();
  const existing = await listPasskeys(db, account);
  const challenge = newChallenge();
  await insertChallenge(db, { challenge: challenge.toString('base64url'), browser, account });
  const options = await registrationOptions(relyingParty(origin), challenge, {
    account,
    name: person.name,
    existing,
  });
  return { options };
}

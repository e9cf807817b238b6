import type { ApiContext } from '../../context.ts';
import { newChallenge, relyingParty, signInOptions } from '../../people/passkeys.ts';
import { insertChallenge } from '../../store/people/challenges.ts';

export async function beginPasskeySignIn(
  { db, origin }: ApiContext,
  { browser }: { browser: string },
): Promise<{ options: Record<string, unknown> }> {
  const challenge = newChallenge();
  await insertChallenge(db, { challenge: challenge.toString('base64url'), browser });
  return { options: await signInOptions(relyingParty(origin), challenge) };
}

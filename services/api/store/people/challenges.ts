import { type Kysely, sql } from 'kysely';
import { hashSecret } from '../../people/secrets.ts';
import type { Schema } from '../../schema.ts';

export interface Challenge {
  readonly challenge: string;
  /** The secret of the browser that asked for it. */
  readonly browser: string;
  /** Who adds a passkey; undefined to sign in. */
  readonly account?: string | undefined;
}

/** Keeps a challenge for five minutes. Those that are over go. */
export async function insertChallenge(
  db: Kysely<Schema>,
  { challenge, browser, account }: Challenge,
): Promise<void> {
  await db.deleteFrom('passkey_challenge').where('expires_at', '<', sql<Date>`now()`).execute();
  await db
    .insertInto('passkey_challenge')
    .values({
      hash: hashSecret(challenge),
      browser: hashSecret(browser),
      account_id: account ?? null,
      expires_at: sql<Date>`now() + interval '5 minutes'`,
    })
    .execute();
}

/** Takes a challenge out, whatever the answer to it turns out to be; false when it is not this browser's, or is over. */
export async function takeChallenge(
  db: Kysely<Schema>,
  { challenge, browser, account }: Challenge,
): Promise<boolean> {
  const taken = await db
    .deleteFrom('passkey_challenge')
    .where('hash', '=', hashSecret(challenge))
    .returning(['browser', 'account_id', sql<boolean>`expires_at > now()`.as('valid')])
    .executeTakeFirst();
  if (!taken?.valid) return false;
  return taken.browser.equals(hashSecret(browser)) && taken.account_id === (account ?? null);
}

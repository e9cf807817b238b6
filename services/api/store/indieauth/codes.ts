import { type Kysely, sql, type Transaction } from 'kysely';
import { hashSecret, newSession } from '../../people/secrets.ts';
import type { Schema } from '../../schema.ts';

export interface Grant {
  account: string;
  clientId: string;
  clientName: string;
  redirectUri: string;
  scopes: string[];
  challenge: string;
}

export interface CodeRow extends Grant {
  ended: boolean;
  used: boolean;
  tokenId: string | null;
}

/** Makes a code that is valid for ten minutes and one use, and gives it in clear. */
export async function insertCode(db: Kysely<Schema>, grant: Grant): Promise<string> {
  const code = newSession();
  await db
    .insertInto('authorization_code')
    .values({
      hash: hashSecret(code),
      account_id: grant.account,
      client_id: grant.clientId,
      client_name: grant.clientName,
      redirect_uri: grant.redirectUri,
      scopes: grant.scopes,
      challenge: grant.challenge,
      expires_at: sql<Date>`now() + interval '10 minutes'`,
    })
    .execute();
  return code;
}

/** A code, held until the transaction ends, so that of two who use it at once the second finds it used. */
export async function lockCode(trx: Transaction<Schema>, code: string): Promise<CodeRow | undefined> {
  return trx
    .selectFrom('authorization_code')
    .select([
      'account_id as account',
      'client_id as clientId',
      'client_name as clientName',
      'redirect_uri as redirectUri',
      'scopes',
      'challenge',
      'token_id as tokenId',
      sql<boolean>`expires_at <= now()`.as('ended'),
      sql<boolean>`used_at is not null`.as('used'),
    ])
    .where('hash', '=', hashSecret(code))
    .forUpdate()
    .executeTakeFirst();
}

/** Uses a code up. `tokenId`: what it gave, to be taken back should somebody use it again. */
export async function useCode(trx: Transaction<Schema>, code: string, tokenId: string | null): Promise<void> {
  await trx
    .updateTable('authorization_code')
    .set({ used_at: sql<Date>`now()`, token_id: tokenId })
    .where('hash', '=', hashSecret(code))
    .execute();
}

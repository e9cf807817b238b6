import { type Kysely, sql, type Transaction } from 'kysely';
import { hashSecret, newToken } from '../../people/secrets.ts';
import type { Schema } from '../../schema.ts';
import { clientTokenEnd, unexpired } from '../people/tokens.ts';

/** An access token with the refresh token that renews it, in clear, which is the only time they can be seen. */
export interface TokenPair {
  id: string;
  token: string;
  refresh: string;
  scopes: string[];
}

/** What a token is, for who may ask (RFC 7662). */
export interface TokenFacts {
  clientId: string | null;
  scopes: string[];
  createdAt: Date;
  expiresAt: Date | null;
}

export async function insertClientToken(
  trx: Transaction<Schema>,
  grant: { account: string; clientId: string; clientName: string; scopes: string[] },
): Promise<TokenPair> {
  const [token, refresh] = [newToken(), newToken()];
  const { id } = await trx
    .insertInto('token')
    .values({
      account_id: grant.account,
      name: grant.clientName,
      client_id: grant.clientId,
      hash: hashSecret(token),
      refresh_hash: hashSecret(refresh),
      scopes: grant.scopes,
      granted: grant.scopes,
      expires_at: clientTokenEnd,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, token, refresh, scopes: grant.scopes };
}

/** What a refresh token may renew; with `replayed`, one that was used before, whose successor somebody else may hold. */
export async function lockRefresh(
  trx: Transaction<Schema>,
  refresh: string,
): Promise<
  { id: string; clientId: string | null; granted: string[]; account: string; replayed: boolean } | undefined
> {
  const hash = hashSecret(refresh);
  const row = await trx
    .selectFrom('token')
    .select(['id', 'client_id as clientId', 'granted', 'account_id as account'])
    .select(sql<boolean>`refresh_hash is distinct from ${hash}`.as('replayed'))
    .where(eb => eb.or([eb('refresh_hash', '=', hash), eb('refresh_before', '=', hash)]))
    .where(unexpired)
    .forUpdate()
    .executeTakeFirst();
  return row && { ...row, granted: row.granted ?? [] };
}

/** New secrets in place of both; the old ones are worth nothing from now on. */
export async function renewClientToken(
  trx: Transaction<Schema>,
  id: string,
  scopes: string[],
): Promise<TokenPair> {
  const [token, refresh] = [newToken(), newToken()];
  await trx
    .updateTable('token')
    .set(eb => ({
      hash: hashSecret(token),
      refresh_before: eb.ref('refresh_hash'),
      refresh_hash: hashSecret(refresh),
      scopes,
      expires_at: clientTokenEnd,
    }))
    .where('id', '=', id)
    .execute();
  return { id, token, refresh, scopes };
}

export async function findTokenFacts(db: Kysely<Schema>, token: string): Promise<TokenFacts | undefined> {
  return db
    .selectFrom('token')
    .select(['client_id as clientId', 'scopes', 'created_at as createdAt', 'expires_at as expiresAt'])
    .where('hash', '=', hashSecret(token))
    .where(unexpired)
    .executeTakeFirst();
}

/** Ends the token that this is, or that this renews. Tokens that the owner made are ended by the owner alone. */
export async function revokeClientToken(db: Kysely<Schema>, secret: string): Promise<string | undefined> {
  const hash = hashSecret(secret);
  const row = await db
    .deleteFrom('token')
    .where('client_id', 'is not', null)
    .where(eb => eb.or([eb('hash', '=', hash), eb('refresh_hash', '=', hash)]))
    .returning('client_id')
    .executeTakeFirst();
  return row?.client_id ?? undefined;
}

export async function deleteTokenById(trx: Transaction<Schema>, id: string): Promise<void> {
  await trx.deleteFrom('token').where('id', '=', id).execute();
}

import { type Kysely, sql } from 'kysely';
import { coveredScopes, type Principal, type Role, type Scope } from '../../contract.ts';
import { hashSecret, newToken } from '../../people/secrets.ts';
import type { Schema } from '../../schema.ts';

export interface TokenRow {
  id: string;
  name: string;
  scopes: Scope[];
  createdAt: Date;
  usedAt: Date | null;
}

/** Makes a token and gives it in clear, which is the only time it can be seen. */
export async function insertToken(
  db: Kysely<Schema>,
  account: string,
  name: string,
  scopes: readonly Scope[],
): Promise<{ id: string; token: string }> {
  const token = newToken();
  const row = await db
    .insertInto('token')
    .values({ account_id: account, name, hash: hashSecret(token), scopes: [...new Set(scopes)] })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id: row.id, token };
}

/** Who a token belongs to. Notes that it was used, at most once a minute, so that a busy client does not write at each request. */
export async function findPrincipal(db: Kysely<Schema>, token: string): Promise<Principal | undefined> {
  const row = await db
    .selectFrom('token')
    .innerJoin('account', 'account.id', 'token.account_id')
    .select(['token.id', 'token.scopes', 'account.id as account', 'account.name', 'account.role'])
    .select(sql<boolean>`token.used_at is null or token.used_at < now() - interval '1 minute'`.as('stale'))
    .where('token.hash', '=', hashSecret(token))
    .where(unexpired)
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.stale)
    await db
      .updateTable('token')
      .set({ used_at: sql<Date>`now()`, expires_at: prolonged })
      .where('id', '=', row.id)
      .execute();
  const { account, name } = row;
  const role = row.role as Role;
  return { account, name, role, scopes: coveredScopes(role, row.scopes) };
}

/** Days without use after which a token ends that a program got by IndieAuth. */
export const CLIENT_TOKEN_DAYS = 90;
export const clientTokenEnd = sql<Date>`now() + make_interval(days => ${sql.lit(CLIENT_TOKEN_DAYS)})`;
export const unexpired = sql<boolean>`(token.expires_at is null or token.expires_at > now())`;
const prolonged = sql<Date | null>`case when client_id is null then expires_at else ${clientTokenEnd} end`;

/** All tokens, the newest first. There are as many as a person makes, so the list has no pages. */
export async function listTokens(db: Kysely<Schema>): Promise<TokenRow[]> {
  const rows = await db
    .selectFrom('token')
    .select(['id', 'name', 'scopes', 'created_at as createdAt', 'used_at as usedAt'])
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map(row => ({ ...row, scopes: row.scopes as Scope[] }));
}

export async function deleteToken(db: Kysely<Schema>, id: string): Promise<void> {
  await db.deleteFrom('token').where(sql<boolean>`id::text = ${id}`).execute();
}

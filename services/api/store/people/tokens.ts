import { type Kysely, sql } from 'kysely';
import { coveredScopes, type Principal, type Role, type Scope, type Token } from '../../contract.ts';
import { hashSecret, newToken } from '../../people/secrets.ts';
import type { Schema } from '../../schema.ts';
import { after, type Cut, cutPage, type Part } from '../cursor.ts';

export interface NewToken {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt?: Date | undefined;
}

/** Makes a token and gives it in clear, which is the only time it can be seen. */
export async function insertToken(
  db: Kysely<Schema>,
  account: string,
  { name, scopes, expiresAt }: NewToken,
): Promise<{ id: string; token: string }> {
  const token = newToken();
  const row = await db
    .insertInto('token')
    .values({
      account_id: account,
      name,
      hash: hashSecret(token),
      scopes: [...new Set(scopes)],
      expires_at: expiresAt ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id: row.id, token };
}

/** Whom a token stands for, and which program got it, if one did. Notes that it was used, at most once a minute, so that a busy client does not write at each request. */
export async function findToken(
  db: Kysely<Schema>,
  token: string,
): Promise<{ principal: Principal; clientId: string | null } | undefined> {
  const row = await db
    .selectFrom('token')
    .innerJoin('account', 'account.id', 'token.account_id')
    .select(['token.id', 'token.scopes', 'token.client_id'])
    .select(['account.id as account', 'account.name', 'account.role'])
    .select(sql<boolean>`token.used_at is null or token.used_at < now() - interval '1 minute'`.as('stale'))
    .where('token.hash', '=', hashSecret(token))
    .where('account.disabled_at', 'is', null)
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
  const principal = { account, name, role, scopes: coveredScopes(role, row.scopes) };
  return { principal, clientId: row.client_id };
}

/** Whom a token stands for. */
export async function findPrincipal(db: Kysely<Schema>, token: string): Promise<Principal | undefined> {
  return (await findToken(db, token))?.principal;
}

/** Days without use after which a token ends that a program got by IndieAuth. */
export const CLIENT_TOKEN_DAYS = 90;
export const clientTokenEnd = sql<Date>`now() + make_interval(days => ${sql.lit(CLIENT_TOKEN_DAYS)})`;
export const unexpired = sql<boolean>`(token.expires_at is null or token.expires_at > now())`;
const prolonged = sql<Date | null>`case when client_id is null then expires_at else ${clientTokenEnd} end`;

/** All tokens that are of use, the newest first. */
export async function listTokenRows(db: Kysely<Schema>, { limit, cursor }: Part): Promise<Cut<Token>> {
  const found = await db
    .selectFrom('token')
    .select(['id', 'name', 'client_id', 'scopes', 'created_at', 'used_at', 'expires_at'])
    .where(unexpired)
    .where(after(cursor, 'created_at'))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .$if(limit !== undefined, query => query.limit(limit! + 1))
    .execute();
  const { rows, ...next } = cutPage(found, limit, row => ({ at: row.created_at, id: row.id }));
  const tokens = rows.map(row => ({
    id: row.id,
    name: row.name,
    ...(row.client_id === null ? {} : { clientId: row.client_id }),
    scopes: row.scopes,
    createdAt: row.created_at.toISOString(),
    ...(row.used_at === null ? {} : { usedAt: row.used_at.toISOString() }),
    ...(row.expires_at === null ? {} : { expiresAt: row.expires_at.toISOString() }),
  }));
  return { rows: tokens, ...next };
}

/** Gives the name that it had; undefined when there is no such token. */
export async function deleteToken(db: Kysely<Schema>, id: string): Promise<string | undefined> {
  const row = await db
    .deleteFrom('token')
    .where(sql<boolean>`id::text = ${id}`)
    .returning('name')
    .executeTakeFirst();
  return row?.name;
}

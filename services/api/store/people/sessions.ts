import { type Kysely, sql, type Transaction } from 'kysely';
import { type Principal, ROLE_SCOPES, type Role, type Session } from '../../contract.ts';
import { browserName } from '../../people/browser-name.ts';
import { hashSecret, newSession } from '../../people/secrets.ts';
import type { Schema } from '../../schema.ts';
import { after, type Cut, cutPage, type Part } from '../cursor.ts';

/** How somebody came in. */
export type SignInMethod = 'passkey' | 'recovery-code' | 'token' | 'link' | 'setup' | 'invitation';

/** Begins a session and gives its secret in clear, which is the only time it can be seen. It ends after 30 days without use. */
export async function insertSession(
  db: Kysely<Schema>,
  account: string,
  method: SignInMethod,
  userAgent: string,
): Promise<{ session: string; expiresAt: Date }> {
  const session = newSession();
  const { expires_at } = await db
    .insertInto('session')
    .values({
      account_id: account,
      hash: hashSecret(session),
      method,
      user_agent: userAgent.slice(0, 500),
      expires_at: lifetime,
    })
    .returning('expires_at')
    .executeTakeFirstOrThrow();
  return { session, expiresAt: expires_at };
}

/** Who is signed in. Use prolongs a session, noted at most once in ten minutes. */
export async function findSession(db: Kysely<Schema>, session: string): Promise<Principal | undefined> {
  const row = await db
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account_id')
    .select(['session.id', 'account.id as account', 'account.name', 'account.role'])
    .select(sql<boolean>`session.used_at < now() - interval '10 minutes'`.as('stale'))
    .where('session.hash', '=', hashSecret(session))
    .where('session.expires_at', '>', sql<Date>`now()`)
    .where('account.disabled_at', 'is', null)
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.stale)
    await db
      .updateTable('session')
      .set({ used_at: sql<Date>`now()`, expires_at: lifetime })
      .where('id', '=', row.id)
      .execute();
  const role = row.role as Role;
  return { account: row.account, name: row.name, role, scopes: [...ROLE_SCOPES[role]] };
}

/** Ends one; gives whose it was. */
export async function deleteSession(db: Kysely<Schema>, session: string): Promise<string | undefined> {
  const row = await db
    .deleteFrom('session')
    .where('hash', '=', hashSecret(session))
    .returning('account_id')
    .executeTakeFirst();
  return row?.account_id;
}

/** Where an account is signed in, the last used first. */
export async function listSessionRows(
  db: Kysely<Schema>,
  account: string,
  current: string | undefined,
  { limit, cursor }: Part,
): Promise<Cut<Session>> {
  const own = current === undefined ? undefined : hashSecret(current);
  const found = await db
    .selectFrom('session')
    .select(['id', 'hash', 'user_agent', 'method', 'created_at', 'used_at', 'expires_at'])
    .where('account_id', '=', account)
    .where('expires_at', '>', sql<Date>`now()`)
    .where(after(cursor, 'used_at'))
    .orderBy('used_at', 'desc')
    .orderBy('id', 'desc')
    .$if(limit !== undefined, query => query.limit(limit! + 1))
    .execute();
  const { rows, ...next } = cutPage(found, limit, row => ({ at: row.used_at, id: row.id }));
  const sessions = rows.map(row => ({
    id: row.id,
    browser: browserName(row.user_agent),
    method: row.method,
    createdAt: row.created_at.toISOString(),
    usedAt: row.used_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    current: own?.equals(row.hash) ?? false,
  }));
  return { rows: sessions, ...next };
}

/** Ends one of an account by its id; gives the User-Agent it was of. */
export async function deleteOwnSession(
  trx: Transaction<Schema>,
  account: string,
  id: string,
): Promise<string | undefined> {
  const row = await trx
    .deleteFrom('session')
    .where('account_id', '=', account)
    .where(sql<boolean>`id::text = ${id}`)
    .returning('user_agent')
    .executeTakeFirst();
  return row?.user_agent;
}

/** Ends all of an account but one, or all; gives how many. */
export async function deleteSessionsOf(
  trx: Transaction<Schema>,
  account: string,
  except?: string,
): Promise<number> {
  const ended = await trx
    .deleteFrom('session')
    .where('account_id', '=', account)
    .$if(except !== undefined, query => query.where('hash', '<>', hashSecret(except!)))
    .executeTakeFirst();
  return Number(ended.numDeletedRows);
}

const lifetime = sql<Date>`now() + interval '30 days'`;

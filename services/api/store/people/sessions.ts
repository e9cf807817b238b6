import { type Kysely, sql } from 'kysely';
import { type Principal, ROLE_SCOPES, type Role } from '../../contract.ts';
import { hashSecret, newSession } from '../../people/secrets.ts';
import type { Schema } from '../../schema.ts';

/** Begins a session and gives its secret in clear, which is the only time it can be seen. It ends after 30 days without use. */
export async function insertSession(
  db: Kysely<Schema>,
  account: string,
  userAgent: string,
): Promise<{ session: string; expiresAt: Date }> {
  const session = newSession();
  const { expires_at } = await db
    .insertInto('session')
    .values({
      account_id: account,
      hash: hashSecret(session),
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

export async function deleteSession(db: Kysely<Schema>, session: string): Promise<void> {
  await db.deleteFrom('session').where('hash', '=', hashSecret(session)).execute();
}

const lifetime = sql<Date>`now() + interval '30 days'`;

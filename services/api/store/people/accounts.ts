import { type Kysely, sql, type Transaction } from 'kysely';
import { hashSecret } from '../../people/secrets.ts';
import type { Schema } from '../../schema.ts';

/** Whether somebody has become the owner by the setup link. */
export async function isClaimed(db: Kysely<Schema>): Promise<boolean> {
  const row = await db
    .selectFrom('account')
    .select('id')
    .where('role', '=', 'owner')
    .where('claimed_at', 'is not', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** The owner's account, made when it is not there yet. */
export async function ownerAccount(db: Kysely<Schema>): Promise<string> {
  await db
    .insertInto('account')
    .values({ name: 'Owner', role: 'owner' })
    .onConflict(conflict => conflict.column('role').where('role', '=', 'owner').doNothing())
    .execute();
  const { id } = await db
    .selectFrom('account')
    .select('id')
    .where('role', '=', 'owner')
    .executeTakeFirstOrThrow();
  return id;
}

/** Makes `code` the one valid setup code. */
export async function setSetupCode(db: Kysely<Schema>, code: string): Promise<void> {
  const hash = hashSecret(code);
  await db
    .insertInto('setup_code')
    .values({ hash })
    .onConflict(conflict => conflict.column('single').doUpdateSet({ hash, created_at: sql<Date>`now()` }))
    .execute();
}

export async function isSetupCode(db: Kysely<Schema>, code: string): Promise<boolean> {
  const row = await db
    .selectFrom('setup_code')
    .select('single')
    .where('hash', '=', hashSecret(code))
    .executeTakeFirst();
  return row !== undefined;
}

/** Uses the code up; false when it is not the valid one. Of two at once the second waits for the first, and finds it used. */
export async function useSetupCode(trx: Transaction<Schema>, code: string): Promise<boolean> {
  const used = await trx
    .deleteFrom('setup_code')
    .where('hash', '=', hashSecret(code))
    .returning('single')
    .executeTakeFirst();
  return used !== undefined;
}

/** Gives the owner's account to the person of that name. */
export async function claimAccount(trx: Transaction<Schema>, name: string): Promise<string> {
  const id = await ownerAccount(trx);
  await trx.updateTable('account').set({ name, claimed_at: sql<Date>`now()` }).where('id', '=', id).execute();
  return id;
}

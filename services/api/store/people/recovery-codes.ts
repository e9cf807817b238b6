import { type Kysely, sql, type Transaction } from 'kysely';
import {
  CODES_IN_A_SET,
  newLabel,
  newRecoverySecret,
  type RecoveryCode,
} from '../../people/recovery-codes.ts';
import { hashSecret } from '../../people/secrets.ts';
import type { Schema } from '../../schema.ts';

/** Puts a fresh set in the place of an account's codes, and gives them in clear, which is the only time they can be seen. */
export async function replaceRecoveryCodes(
  trx: Transaction<Schema>,
  account: string,
): Promise<RecoveryCode[]> {
  const label = await labelOf(trx, account);
  await trx.deleteFrom('recovery_code').where('account_id', '=', account).execute();
  const codes = Array.from({ length: CODES_IN_A_SET }, () => ({ label, secret: newRecoverySecret() }));
  await trx
    .insertInto('recovery_code')
    .values(codes.map(({ secret }) => ({ account_id: account, hash: hashSecret(secret) })))
    .execute();
  return codes;
}

/** The label that an account's codes begin with, given when it first makes some. One of a million, so a taken one is met now and then. */
async function labelOf(trx: Transaction<Schema>, account: string): Promise<string> {
  const row = await trx
    .selectFrom('account')
    .select('recovery_label')
    .where('id', '=', account)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (row.recovery_label !== null) return row.recovery_label;
  for (;;) {
    const label = newLabel();
    const { rows } = await sql`
      update account set recovery_label = ${label}
      where id = ${account} and not exists (select 1 from account where recovery_label = ${label})
      returning id`.execute(trx);
    if (rows.length > 0) return label;
  }
}

/** Whose codes begin with a label. */
export async function findByRecoveryLabel(db: Kysely<Schema>, label: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('account')
    .select('id')
    .where('recovery_label', '=', label)
    .executeTakeFirst();
  return row?.id;
}

/**
 * Uses a code up; false when it is wrong or was used. What is compared is its hash, which somebody who tries codes cannot
 * steer, so that how long it takes tells nothing.
 */
export async function takeRecoveryCode(
  trx: Transaction<Schema>,
  account: string,
  secret: string,
): Promise<boolean> {
  const taken = await trx
    .updateTable('recovery_code')
    .set({ used_at: sql<Date>`now()` })
    .where('account_id', '=', account)
    .where('hash', '=', hashSecret(secret))
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return taken.numUpdatedRows > 0n;
}

import { type Kysely, sql, type Transaction } from 'kysely';
import { hashSecret } from '../../people/secrets.ts';
import type { Schema } from '../../schema.ts';

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

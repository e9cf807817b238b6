import { type Kysely, sql, type Transaction } from 'kysely';
import { hashSecret } from '../../people/secrets.ts';
import type { Schema } from '../../schema.ts';

/** Makes `code` the one sign-in link of an account, for 15 minutes. */
export async function setSignInLink(trx: Transaction<Schema>, account: string, code: string): Promise<Date> {
  await trx.deleteFrom('sign_in_link').where('account_id', '=', account).execute();
  const { expires_at } = await trx
    .insertInto('sign_in_link')
    .values({
      hash: hashSecret(code),
      account_id: account,
      expires_at: sql<Date>`now() + interval '15 minutes'`,
    })
    .returning('expires_at')
    .executeTakeFirstOrThrow();
  return expires_at;
}

/** The name of whom a link lets in. */
export async function nameOnLink(db: Kysely<Schema>, code: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('sign_in_link')
    .innerJoin('account', 'account.id', 'sign_in_link.account_id')
    .select('account.name')
    .where('sign_in_link.hash', '=', hashSecret(code))
    .where('sign_in_link.expires_at', '>', sql<Date>`now()`)
    .where('account.disabled_at', 'is', null)
    .executeTakeFirst();
  return row?.name;
}

/** Uses a link up; gives whose it was, unless it was used or is too old. */
export async function takeSignInLink(trx: Transaction<Schema>, code: string): Promise<string | undefined> {
  const row = await trx
    .deleteFrom('sign_in_link')
    .where('hash', '=', hashSecret(code))
    .returning(['account_id', sql<boolean>`expires_at > now()`.as('valid')])
    .executeTakeFirst();
  return row?.valid ? row.account_id : undefined;
}

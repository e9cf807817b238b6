import { type Kysely, sql, type Transaction } from 'kysely';
import type { Passkey } from '../../contract.ts';
import type { Schema } from '../../schema.ts';

export interface PasskeyRow {
  id: string;
  account: string;
  name: string;
  publicKey: Buffer;
  counter: number;
  transports: string[];
}

export interface NewPasskey extends Omit<PasskeyRow, 'publicKey'> {
  readonly publicKey: Uint8Array;
  readonly backedUp: boolean;
}

/** False when the credential is registered already, here or by somebody else. */
export async function insertPasskey(trx: Transaction<Schema>, passkey: NewPasskey): Promise<Passkey | false> {
  const row = await trx
    .insertInto('passkey')
    .values({
      id: passkey.id,
      account_id: passkey.account,
      name: passkey.name,
      public_key: Buffer.from(passkey.publicKey),
      counter: passkey.counter,
      transports: passkey.transports,
      backed_up: passkey.backedUp,
    })
    .onConflict(conflict => conflict.column('id').doNothing())
    .returning(['id', 'name', 'backed_up', 'created_at', 'used_at'])
    .executeTakeFirst();
  return row === undefined ? false : toPasskey(row);
}

export async function findPasskey(db: Kysely<Schema>, id: string): Promise<PasskeyRow | undefined> {
  return db
    .selectFrom('passkey')
    .select(['id', 'account_id as account', 'name', 'public_key as publicKey', 'counter', 'transports'])
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Those of an account, the oldest first. */
export async function listPasskeys(
  db: Kysely<Schema>,
  account: string,
): Promise<(Passkey & { transports: string[] })[]> {
  const rows = await db
    .selectFrom('passkey')
    .select(['id', 'name', 'backed_up', 'created_at', 'used_at', 'transports'])
    .where('account_id', '=', account)
    .orderBy('created_at')
    .execute();
  return rows.map(row => ({ ...toPasskey(row), transports: row.transports }));
}

/** Notes a use; false when another use with this count, or a later one, came first. */
export async function notePasskeyUse(
  trx: Transaction<Schema>,
  { id, counter, backedUp }: { id: string; counter: number; backedUp: boolean },
): Promise<boolean> {
  const noted = await trx
    .updateTable('passkey')
    .set({ counter, backed_up: backedUp, used_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where(sql<boolean>`(counter < ${counter} or (counter = 0 and ${counter} = 0))`)
    .executeTakeFirst();
  return noted.numUpdatedRows > 0n;
}

export async function renamePasskeyRow(
  db: Kysely<Schema>,
  { account, id, name }: { account: string; id: string; name: string },
): Promise<boolean> {
  const renamed = await db
    .updateTable('passkey')
    .set({ name })
    .where('id', '=', id)
    .where('account_id', '=', account)
    .executeTakeFirst();
  return renamed.numUpdatedRows > 0n;
}

/** Gives the name that it had; undefined when the account has no such passkey. */
export async function deletePasskey(
  trx: Transaction<Schema>,
  account: string,
  id: string,
): Promise<string | undefined> {
  const row = await trx
    .deleteFrom('passkey')
    .where('id', '=', id)
    .where('account_id', '=', account)
    .returning('name')
    .executeTakeFirst();
  return row?.name;
}

/** How many passkeys and unused recovery codes an account has, held until the transaction ends. */
export async function countWaysIn(trx: Transaction<Schema>, account: string): Promise<number> {
  await trx.selectFrom('account').select('id').where('id', '=', account).forUpdate().executeTakeFirst();
  const { rows } = await sql<{ ways: number }>`
    select (select count(*) from passkey where account_id = ${account})::integer
      + (select count(*) from recovery_code where account_id = ${account} and used_at is null)::integer as ways`.execute(
    trx,
  );
  return rows[0]?.ways ?? 0;
}

function toPasskey(row: {
  id: string;
  name: string;
  backed_up: boolean;
  created_at: Date;
  used_at: Date | null;
}): Passkey {
  return {
    id: row.id,
    name: row.name,
    backedUp: row.backed_up,
    createdAt: row.created_at.toISOString(),
    ...(row.used_at === null ? {} : { usedAt: row.used_at.toISOString() }),
  };
}

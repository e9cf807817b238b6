import { type Kysely, sql, type Transaction } from 'kysely';
import { type Account, type Principal, ROLE_SCOPES, type Role } from '../../contract.ts';
import type { Schema } from '../../schema.ts';
import { type Cut, cutAt, type Part, readWordCursor, writeWordCursor } from '../cursor.ts';

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

/** Gives the owner's account to the person of that name. */
export async function claimAccount(trx: Transaction<Schema>, name: string): Promise<string> {
  const id = await ownerAccount(trx);
  await trx.updateTable('account').set({ name, claimed_at: sql<Date>`now()` }).where('id', '=', id).execute();
  return id;
}

/** Makes the account of somebody who was invited. */
export async function insertAccount(trx: Transaction<Schema>, name: string, role: Role): Promise<string> {
  const { id } = await trx
    .insertInto('account')
    .values({ name, role, claimed_at: sql<Date>`now()` })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** An account as somebody who is signed in at a browser; undefined when there is none or it is let in no more. */
export async function findPerson(db: Kysely<Schema>, account: string): Promise<Principal | undefined> {
  const row = await db
    .selectFrom('account')
    .select(['id', 'name', 'role'])
    .where('id', '=', account)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  if (!row) return undefined;
  const role = row.role as Role;
  return { account: row.id, name: row.name, role, scopes: [...ROLE_SCOPES[role]] };
}

/** The owner first, then by name. */
const byName = sql<string>`case when role = 'owner' then '' else '~' || name end`;

export async function listAccountRows(
  db: Kysely<Schema>,
  { limit, cursor }: Part = {},
): Promise<Cut<Account>> {
  const place = cursor === undefined ? undefined : readWordCursor(cursor);
  const found = await accounts(db)
    .select(byName.as('place'))
    .$if(place !== undefined, query =>
      query.where(sql<boolean>`(${byName}, id) > (${place!.words}, ${place!.id}::uuid)`),
    )
    .orderBy(byName)
    .orderBy('id')
    .$if(limit !== undefined, query => query.limit(limit! + 1))
    .execute();
  const { rows, ...next } = cutAt(found, limit, row => writeWordCursor({ words: row.place, id: row.id }));
  return { rows: rows.map(toAccount), ...next };
}

export async function findAccount(db: Kysely<Schema>, id: string): Promise<Account | undefined> {
  const row = await accounts(db).where(sql<boolean>`account.id::text = ${id}`).executeTakeFirst();
  return row && toAccount(row);
}

function accounts(db: Kysely<Schema>) {
  return db
    .selectFrom('account')
    .select(['id', 'name', 'role', 'created_at', 'disabled_at', 'claimed_at'])
    .select([
      sql<Date | null>`(select max(used_at) from session where account_id = account.id)`.as('seen_at'),
      sql<number>`(select count(*)::integer from passkey where account_id = account.id)`.as('passkeys'),
      sql<number>`(select count(*)::integer from recovery_code where account_id = account.id and used_at is null)`.as(
        'codes',
      ),
    ]);
}

type AccountRow = Awaited<ReturnType<ReturnType<typeof accounts>['executeTakeFirstOrThrow']>>;

function toAccount(row: AccountRow): Account {
  return {
    id: row.id,
    name: row.name,
    role: row.role as Role,
    createdAt: row.created_at.toISOString(),
    disabled: row.disabled_at !== null,
    ...(row.claimed_at === null ? { unclaimed: true } : {}),
    ...(row.seen_at === null ? {} : { seenAt: row.seen_at.toISOString() }),
    passkeys: row.passkeys,
    codes: row.codes,
  };
}

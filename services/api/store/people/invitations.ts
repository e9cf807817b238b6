import { type Kysely, sql, type Transaction } from 'kysely';
import type { GivenRole, Invitation } from '../../contract.ts';
import { hashSecret } from '../../people/secrets.ts';
import type { Schema } from '../../schema.ts';
import { after, type Cut, cutPage, type Part } from '../cursor.ts';

export async function insertInvitation(
  trx: Transaction<Schema>,
  { code, role, note }: { code: string; role: GivenRole; note: string },
): Promise<Invitation> {
  const row = await trx
    .insertInto('invitation')
    .values({ hash: hashSecret(code), role, note, expires_at: sql<Date>`now() + interval '7 days'` })
    .returning(['id', 'role', 'note', 'created_at', 'expires_at'])
    .executeTakeFirstOrThrow();
  return toInvitation(row);
}

/** Those that can still be accepted, the newest first. */
export async function listOpenInvitations(
  db: Kysely<Schema>,
  { limit, cursor }: Part,
): Promise<Cut<Invitation>> {
  const found = await open(db)
    .select(['id', 'role', 'note', 'created_at', 'expires_at'])
    .where(after(cursor, 'created_at'))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .$if(limit !== undefined, query => query.limit(limit! + 1))
    .execute();
  const { rows, ...next } = cutPage(found, limit, row => ({ at: row.created_at, id: row.id }));
  return { rows: rows.map(toInvitation), ...next };
}

export async function roleOffered(db: Kysely<Schema>, code: string): Promise<GivenRole | undefined> {
  const row = await open(db).select('role').where('hash', '=', hashSecret(code)).executeTakeFirst();
  return row?.role as GivenRole | undefined;
}

function open(db: Kysely<Schema>) {
  return db
    .selectFrom('invitation')
    .where('accepted_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`);
}

/** Uses an invitation up; undefined when it is not open. Of two at once the second waits for the first, and finds it used. */
export async function takeInvitation(
  trx: Transaction<Schema>,
  code: string,
): Promise<{ id: string; role: GivenRole } | undefined> {
  const row = await trx
    .updateTable('invitation')
    .set({ accepted_at: sql<Date>`now()` })
    .where('hash', '=', hashSecret(code))
    .where('accepted_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning(['id', 'role'])
    .executeTakeFirst();
  return row && { id: row.id, role: row.role as GivenRole };
}

export async function noteAccepted(trx: Transaction<Schema>, id: string, account: string): Promise<void> {
  await trx.updateTable('invitation').set({ account_id: account }).where('id', '=', id).execute();
}

/** Takes an open one back; gives what it was. */
export async function deleteInvitation(
  trx: Transaction<Schema>,
  id: string,
): Promise<{ role: string; note: string } | undefined> {
  return trx
    .deleteFrom('invitation')
    .where(sql<boolean>`id::text = ${id}`)
    .where('accepted_at', 'is', null)
    .returning(['role', 'note'])
    .executeTakeFirst();
}

function toInvitation(row: {
  id: string;
  role: string;
  note: string;
  created_at: Date;
  expires_at: Date;
}): Invitation {
  return {
    id: row.id,
    role: row.role as GivenRole,
    note: row.note,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
  };
}

import { type Kysely, sql } from 'kysely';
import type { AppPassword } from '../contract/clients.ts';
import type { Schema } from '../schema.ts';
import { lockReader } from './readers.ts';

export interface NewAppPassword {
  readonly name: string;
  readonly login: string;
  readonly secretHash: Buffer;
  readonly authHash: Buffer;
  readonly feverHash: Buffer;
}

interface Row {
  readonly id: number;
  readonly name: string;
  readonly login: string;
  readonly created_at: Date;
  readonly last_used_at: Date | null;
}

/** Keeps a password of a person who has fewer than `most`; undefined otherwise. */
export async function addAppPassword(
  db: Kysely<Schema>,
  account: string,
  made: NewAppPassword,
  most: number,
): Promise<AppPassword | undefined> {
  return await db.transaction().execute(async tx => {
    const reader = await lockReader(tx, account);
    const added = await sql<Row>`
      insert into app_passwords (reader_id, name, login, secret_hash, auth_hash, fever_hash)
      select ${reader.id}::integer, ${made.name}::text, ${made.login}::text, ${made.secretHash}::bytea,
        ${made.authHash}::bytea, ${made.feverHash}::bytea
      where (select count(*) from app_passwords where reader_id = ${reader.id}) < ${most}
      returning id, name, login, created_at, last_used_at`.execute(tx);
    const row = added.rows[0];
    return row && toAppPassword(row);
  });
}

/** A person's passwords, the newest first. */
export async function listAppPasswords(db: Kysely<Schema>, account: string): Promise<AppPassword[]> {
  const found = await sql<Row>`
    select p.id, p.name, p.login, p.created_at, p.last_used_at
    from app_passwords p join readers r on r.id = p.reader_id
    where r.account = ${account} order by p.id desc`.execute(db);
  return found.rows.map(toAppPassword);
}

/** False when the person has no such password. */
export async function removeAppPassword(db: Kysely<Schema>, account: string, id: number): Promise<boolean> {
  const removed = await sql`
    delete from app_passwords p using readers r
    where r.id = p.reader_id and r.account = ${account} and p.id = ${id}`.execute(db);
  return removed.numAffectedRows === 1n;
}

export type HashedBy = 'secret_hash' | 'auth_hash' | 'fever_hash';

export interface SignedIn {
  readonly account: string;
  readonly readerId: number;
  readonly login: string;
  readonly authHash: Buffer;
}

/** Whose password has this hash, noting its use to the minute. */
export async function useAppPassword(
  db: Kysely<Schema>,
  by: HashedBy,
  hash: Buffer,
): Promise<SignedIn | undefined> {
  const found = await sql<SignedIn>`
    with found as (
      select p.id, p.login, p.auth_hash, p.last_used_at, r.account, r.id as reader_id
      from app_passwords p join readers r on r.id = p.reader_id where p.${sql.ref(by)} = ${hash}
    ), noted as (
      update app_passwords p set last_used_at = date_trunc('minute', now()) from found f
      where p.id = f.id and (f.last_used_at is null or f.last_used_at < now() - interval '1 minute')
    )
    select account, reader_id as "readerId", login, auth_hash as "authHash" from found`.execute(db);
  return found.rows[0];
}

function toAppPassword(row: Row): AppPassword {
  return {
    id: String(row.id),
    name: row.name,
    login: row.login,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString(),
  };
}

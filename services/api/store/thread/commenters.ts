import { type Kysely, sql, type Transaction } from 'kysely';
import type { Schema } from '../../schema.ts';

export interface Commenter {
  id: string;
  trusted: boolean;
  established: boolean;
}

/** Who has the name, and who has this name and code; the same row when it is its owner who comes. */
export async function findCommenters(
  db: Kysely<Schema>,
  nameKey: string,
  hash: Buffer | undefined,
): Promise<{ owner: Commenter | undefined; mine: Commenter | undefined }> {
  const rows = await db
    .selectFrom('commenter')
    .select(['id', 'trusted', 'code_hash'])
    .select(sql<boolean>`established_at is not null`.as('established'))
    .where('name_key', '=', nameKey)
    .where(eb =>
      eb.or([
        eb('established_at', 'is not', null),
        ...(hash === undefined ? [] : [eb('code_hash', '=', hash)]),
      ]),
    )
    .execute();
  return {
    owner: rows.find(row => row.established),
    mine: hash === undefined ? undefined : rows.find(row => row.code_hash.equals(hash)),
  };
}

/** The identity of a name and code, made when it is new. */
export async function keepCommenter(
  trx: Transaction<Schema>,
  { name, nameKey, hash }: { name: string; nameKey: string; hash: Buffer },
): Promise<string> {
  const { id } = await trx
    .insertInto('commenter')
    .values({ name, name_key: nameKey, code_hash: hash })
    .onConflict(conflict =>
      conflict.constraint('commenter_identity').doUpdateSet({ name, used_at: sql<Date>`now()` }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Gives the name to this identity unless somebody else has it; whether it is theirs now. */
export async function establish(trx: Transaction<Schema>, id: string): Promise<boolean> {
  const { rows } = await sql<{ established: boolean }>`
    update commenter set trusted = true, established_at = coalesce(established_at, case when not exists (
      select 1 from commenter other where other.name_key = commenter.name_key and other.established_at is not null
    ) then now() end)
    where id = ${id}::uuid
    returning established_at is not null as established`.execute(trx);
  return rows[0]?.established ?? false;
}

/** Without `established` the name stays whose it is. */
export async function setStanding(
  trx: Transaction<Schema>,
  id: string,
  { trusted, established }: { trusted: boolean; established?: boolean },
): Promise<void> {
  const since = established
    ? sql`coalesce(established_at, now())`
    : established === false
      ? sql`null`
      : sql`established_at`;
  await sql`update commenter set trusted = ${trusted}, established_at = ${since} where id = ${id}::uuid`.execute(
    trx,
  );
}

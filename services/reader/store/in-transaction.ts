import type { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';

/** Does it in the transaction that `db` is, or in one of its own. */
export async function inTransaction<T>(
  db: Kysely<Schema>,
  work: (tx: Kysely<Schema>) => Promise<T>,
): Promise<T> {
  return db.isTransaction ? await work(db) : await db.transaction().execute(work);
}

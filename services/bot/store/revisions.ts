import { type Kysely, sql, type Transaction } from 'kysely';
import type { Schema } from '../schema.ts';

/** What every process keeps in memory. */
export type Kept = 'commands' | 'timers' | 'tells';

/** Has every process read what is kept of a kind again. Who changes the same kind at once waits for the commit. */
export async function bump(trx: Transaction<Schema>, kind: Kept): Promise<void> {
  await sql`
    insert into revisions (kind, revision) values (${kind}, 1)
    on conflict (kind) do update set revision = revisions.revision + 1`.execute(trx);
}

/** How often each kind has been changed. */
export async function readRevisions(db: Kysely<Schema>): Promise<Map<string, number>> {
  const rows = await db.selectFrom('revisions').selectAll().execute();
  return new Map(rows.map(({ kind, revision }) => [kind, Number(revision)]));
}

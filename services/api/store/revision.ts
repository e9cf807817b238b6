import { type Kysely, sql, type Transaction } from 'kysely';
import type { ApiContext } from '../context.ts';
import type { Schema } from '../schema.ts';

export async function readRevision(db: Kysely<Schema>): Promise<number> {
  const row = await db.selectFrom('revision').select('value').executeTakeFirstOrThrow();
  return row.value;
}

/** Counts a change that a visitor could see. Holds the row until the transaction ends, so it comes last in it. */
export async function growRevision(trx: Transaction<Schema>): Promise<number> {
  const row = await trx
    .updateTable('revision')
    .set({ value: sql<number>`value + 1` })
    .returning('value')
    .executeTakeFirstOrThrow();
  return row.value;
}

export interface Changed<T> {
  result: T;
  /** Whether a visitor could see it. */
  visible: boolean;
}

/** Two changes that waited for each other; PostgreSQL gives one of them up. */
const DEADLOCK = '40P01';
const ATTEMPTS = 4;

/** Runs a change in one transaction with the revision it brings, and tells of it once it is committed. */
export async function changing<T>(
  ctx: Pick<ApiContext, 'db' | 'events'> & Partial<Pick<ApiContext, 'nudgeOutbox'>>,
  work: (trx: Transaction<Schema>) => Promise<Changed<T>>,
): Promise<T> {
  const { result, revision } = await withRetries(() =>
    ctx.db.transaction().execute(async trx => {
      const { result, visible } = await work(trx);
      return { result, revision: visible ? await growRevision(trx) : undefined };
    }),
  );
  if (revision !== undefined) ctx.events.emit('siteChanged', { revision });
  ctx.nudgeOutbox?.();
  return result;
}

async function withRetries<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const code = error instanceof Error ? (error as { code?: unknown }).code : undefined;
      if (code !== DEADLOCK || attempt === ATTEMPTS) throw error;
    }
  }
}

import { type Kysely, sql, type Transaction } from 'kysely';
import type { Json } from '../../core/db/json.ts';
import type { Schema } from './schema.ts';
import { toJson } from './store/to-json.ts';

/**
 * Does what changes something in one transaction, and once for a message: run again after its process died, it gives what
 * came of it the first time. The result is JSON. What throws has changed nothing.
 */
export type Once = <T extends Json>(work: (trx: Transaction<Schema>) => Promise<T>) => Promise<T>;

/** For what is answered at once there is nothing to run again. */
export function justOnce(db: Kysely<Schema>): Once {
  return work => db.transaction().execute(work);
}

/** For the request at this place of a stored message. */
export function onceOf(db: Kysely<Schema>, { heard, place }: { heard: string; place: number }): Once {
  let count = 0;
  return async <T extends Json>(work: (trx: Transaction<Schema>) => Promise<T>) => {
    const step = `${place}.${++count}`;
    return db.transaction().execute(async trx => {
      // Waits for another process that does the same now.
      const { rows } = await sql<{ result: T | null }>`
        insert into effects (heard, step) values (${heard}, ${step})
        on conflict do nothing returning result`.execute(trx);
      if (rows.length === 0) return (await earlier(trx, heard, step)) as T;
      const result = await work(trx);
      await trx
        .updateTable('effects')
        .set({ result: toJson(result) })
        .where('heard', '=', Number(heard))
        .where('step', '=', step)
        .execute();
      return result;
    });
  };
}

async function earlier(trx: Transaction<Schema>, heard: string, step: string): Promise<Json> {
  const { result } = await trx
    .selectFrom('effects')
    .select('result')
    .where('heard', '=', Number(heard))
    .where('step', '=', step)
    .executeTakeFirstOrThrow();
  return result as Json;
}

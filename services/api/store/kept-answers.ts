import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';

/** A write with an Idempotency-Key: who asked, with which key, and what. */
export interface KeyedRequest {
  caller: string;
  key: Buffer;
  request: Buffer;
}

/** What is known of an earlier request with the same key. */
export interface Earlier {
  request: Buffer;
  /** Null while it is under way. */
  answer: Buffer | null;
}

/**
 * Takes a key, or gives what is known of the request that has it. A key is free again after a day, and after two minutes when no
 * answer has come: no request takes so long, so the process that had it is gone.
 */
export async function claimKeptAnswer(
  db: Kysely<Schema>,
  { caller, key, request }: KeyedRequest,
): Promise<Earlier | undefined> {
  const { rows } = await sql<Earlier & { claimed: boolean }>`
    with claimed as (
      insert into kept_answer as known (caller, key_hash, request_hash) values (${caller}, ${key}, ${request})
      on conflict (caller, key_hash) do update
        set request_hash = excluded.request_hash, answer = null, created_at = now()
        where known.created_at < now() - interval '1 day'
          or known.answer is null and known.created_at < now() - interval '2 minutes'
      returning request_hash)
    select true as claimed, request_hash as request, null::bytea as answer from claimed
    union all
    select false, request_hash, answer from kept_answer
    where caller = ${caller} and key_hash = ${key} and not exists (select from claimed)`.execute(db);
  const [row] = rows;
  // Neither: the row was committed by somebody else while this statement ran, and its answer is still to come.
  return row?.claimed ? undefined : (row ?? { request, answer: null });
}

export async function keepAnswer(db: Kysely<Schema>, asked: KeyedRequest, answer: Buffer): Promise<void> {
  await db
    .updateTable('kept_answer')
    .set({ answer })
    .where('caller', '=', asked.caller)
    .where('key_hash', '=', asked.key)
    .execute();
}

/** Gives a key back that a request had which came to nothing. */
export async function releaseKey(db: Kysely<Schema>, { caller, key }: KeyedRequest): Promise<void> {
  await db
    .deleteFrom('kept_answer')
    .where('caller', '=', caller)
    .where('key_hash', '=', key)
    .where('answer', 'is', null)
    .execute();
}

export async function forgetKeptAnswers(db: Kysely<Schema>): Promise<void> {
  await db.deleteFrom('kept_answer').where('created_at', '<', sql<Date>`now() - interval '1 day'`).execute();
}

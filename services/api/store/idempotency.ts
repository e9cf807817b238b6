import { createHash } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import { Post } from '../contract.ts';
import type { Schema } from '../schema.ts';

/**
 * A request whose repetitions are to be answered alike for a day
 * (https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/).
 */
export interface Answered {
  account: string;
  /** The Idempotency-Key header. */
  key: string;
  /** What was asked. The same key with another question is an error of its sender. */
  body: unknown;
}

/**
 * Takes the key for this transaction, or gives the answer it got before. A repetition that comes while the first is under
 * way waits for it. Throws `idempotency_mismatch`.
 */
export async function claimKey(
  trx: Transaction<Schema>,
  { account, key, body }: Answered,
): Promise<Post | undefined> {
  const hash = hashOf(body);
  await trx.deleteFrom('idempotency').where('created_at', '<', sql<Date>`now() - interval '1 day'`).execute();
  const claimed = await trx
    .insertInto('idempotency')
    .values({ account_id: account, key, request_hash: hash })
    .onConflict(conflict => conflict.doNothing())
    .returning('key')
    .executeTakeFirst();
  if (claimed) return undefined;
  const earlier = await trx
    .selectFrom('idempotency')
    .select(['request_hash', 'response'])
    .where('account_id', '=', account)
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  if (earlier.request_hash.equals(hash)) return Post.parse(earlier.response);
  throw new AppError(
    'conflict',
    'This Idempotency-Key was used for another request. Use a new key for each post.',
    {
      reason: 'idempotency_mismatch',
    },
  );
}

export async function keepAnswer(
  trx: Transaction<Schema>,
  { account, key }: Answered,
  answer: Post,
): Promise<void> {
  await trx
    .updateTable('idempotency')
    .set({ response: JSON.stringify(answer) })
    .where('account_id', '=', account)
    .where('key', '=', key)
    .execute();
}

function hashOf(body: unknown): Buffer {
  return createHash('sha256').update(JSON.stringify(body)).digest();
}

import { type Kysely, sql } from 'kysely';
import { AppError } from '../../../../core/errors.ts';
import type { Schema } from '../../schema.ts';

/** More than any program of one person needs; a post, a file or an action on two hundred things is one write. */
const BURST = 300;
const PER_SECOND = 10;

/**
 * Counts a write of an account, in whichever process it comes in: a token bucket in one statement. Throws `rate_limited`, and
 * counts nothing, when there have been too many.
 */
export async function takeWrite(db: Kysely<Schema>, account: string): Promise<void> {
  const now = sql`least(${BURST}, known.left_over + ${PER_SECOND} * extract(epoch from clock_timestamp() - known.at))`;
  const { rows } = await sql`
    insert into write_allowance as known (account_id, left_over) values (${account}, ${BURST - 1})
    on conflict (account_id) do update set left_over = ${now} - 1, at = clock_timestamp() where ${now} >= 1
    returning 1`.execute(db);
  if (rows.length === 0)
    throw new AppError('rate_limited', 'Your account sends too much at once; try again in 1 s.', {
      retryAfter: 1,
    });
}

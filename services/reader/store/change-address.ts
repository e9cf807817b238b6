import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';

export interface ByHandMove {
  readonly from: string;
  readonly url: string;
  /** What is kept of its secrets there, sealed. */
  readonly sealed: Buffer | null;
}

/**
 * Moves a feed that nobody but this person reads, with all that is known of it, to be asked anew at once. False when
 * somebody else reads it, or another feed is there.
 */
export async function moveByHand(
  db: Kysely<Schema>,
  account: string,
  id: number,
  { from, url, sealed }: ByHandMove,
): Promise<boolean> {
  return await db.transaction().execute(async tx => {
    const moved = await sql`
      update feeds set url = ${url}, etag = null, last_modified = null, body_hash = null, failures = 0, problem = null,
        problem_since = null, move_url = null, move_kept = null, next_poll_at = now(), next_reason = 'asked_by_hand'
      where id = ${id} and url = ${from}
        and not exists (select from addresses where url = ${url} and feed_id <> ${id})
        and not exists (
          select from subscriptions s join readers r on r.id = s.reader_id
          where s.feed_id = ${id} and r.account <> ${account})`.execute(tx);
    if (moved.numAffectedRows === 0n) return false;
    await sql`insert into addresses (url, feed_id) values (${url}, ${id}) on conflict (url) do nothing`.execute(
      tx,
    );
    await sql`update feed_options set sealed = ${sealed} where feed_id = ${id}`.execute(tx);
    await sql`delete from feed_options where feed_id = ${id} and sealed is null and user_agent is null`.execute(
      tx,
    );
    await sql`
      insert into poll_log (feed_id, outcome, words, bytes, ms, added)
      values (${id}, 'moved', ${`Its address was ${from} and was changed by hand to ${url}.`}, 0, 0, 0)`.execute(
      tx,
    );
    return true;
  });
}

/** The person's own name for a feed; undefined when they gave it none. */
export async function ownTitle(
  db: Kysely<Schema>,
  account: string,
  feedId: number,
): Promise<string | undefined> {
  const found = await db
    .selectFrom('subscriptions as s')
    .innerJoin('readers as r', 'r.id', 's.reader_id')
    .select('s.title')
    .where('r.account', '=', account)
    .where('s.feed_id', '=', feedId)
    .executeTakeFirst();
  return found?.title || undefined;
}

import { type Kysely, sql } from 'kysely';
import type { Actions, Match } from '../contract/rules.ts';
import type { Schema } from '../schema.ts';
import { toId } from './feed-row.ts';

/** A rule that is being applied to what is here. */
export interface Applying {
  readonly id: number;
  readonly reader_id: number;
  readonly account: string;
  readonly name: string;
  readonly match: Match;
  readonly actions: Actions;
  /** The id below which it goes on. */
  readonly apply_below: number;
}

/** Begins to apply a person's rule to everything that is here now. False when there is no such rule. */
export async function beginApplying(tx: Kysely<Schema>, readerId: number, id: string): Promise<boolean> {
  const begun = await sql`
    update rules set apply_below = (select coalesce(max(id), 0) + 1 from items), applied_looked = 0, applied_matched = 0,
      applied_total = (
        select count(distinct s.item_id) from subscriptions sub join sources s on s.feed_id = sub.feed_id
        where sub.reader_id = ${readerId})
    where reader_id = ${readerId} and id = ${toId(id) ?? 0}`.execute(tx);
  return begun.numAffectedRows === 1n;
}

/** One of the rules that are being applied. */
export async function nextApplying(db: Kysely<Schema>): Promise<Applying | undefined> {
  const found = await sql<Applying>`
    select u.id, u.reader_id, r.account, u.name, u.match, u.actions, u.apply_below
    from rules u join readers r on r.id = u.reader_id
    where u.apply_below is not null order by u.id limit 1`.execute(db);
  return found.rows[0];
}

/** Notes how far a rule has come; `below` is null at the end. False when it was changed, or noted by another, meanwhile. */
export async function noteApplied(
  tx: Kysely<Schema>,
  rule: Applying,
  came: { below: number | null; looked: number; matched: number },
): Promise<boolean> {
  const noted = await sql`
    update rules set apply_below = ${came.below}, applied_looked = applied_looked + ${came.looked},
      applied_matched = applied_matched + ${came.matched}
    where id = ${rule.id} and apply_below = ${rule.apply_below}`.execute(tx);
  return noted.numAffectedRows === 1n;
}

import { type Kysely, type RawBuilder, sql } from 'kysely';
import { OWNER } from '../contract/common.ts';
import type { Schema } from '../schema.ts';

/** With whose eyes a list is seen: a person's, or a visitor's, who sees what the owner reads in public. */
export interface Viewer {
  readonly account: string;
  readonly publicOnly: boolean;
}

export function viewerOf(account: string | undefined): Viewer {
  return { account: account ?? OWNER, publicOnly: account === undefined };
}

/** The first of a `with` list: `me` has the person's `id`, `epoch` and `saved_feed_id`, or no row for somebody who never read here. */
export function me(account: string): RawBuilder<unknown> {
  return sql`me as materialized (select id, epoch, saved_feed_id from readers where account = ${account})`;
}

/** The subscriptions that count for a viewer, as a table named `sub`, after `me`. */
export function subscriptionsOf({ publicOnly }: Viewer): RawBuilder<unknown> {
  return publicOnly
    ? sql`sub.reader_id = (select id from me) and sub.public`
    : sql`sub.reader_id = (select id from me)`;
}

/** Whether an item is one that the person saved, after `me`. */
export function isSaved(item: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`exists (select from sources s where s.item_id = ${item} and s.feed_id = (select saved_feed_id from me))`;
}

export interface LockedReader {
  readonly id: number;
  readonly epoch: number;
}

/**
 * The person, made when new, for a transaction that changes what is unread: one change of a person's at a time, and none
 * while items come in for them, so that the counts stay those of the rows.
 */
export async function lockReader(tx: Kysely<Schema>, account: string): Promise<LockedReader> {
  await sql`insert into readers (account) values (${account}) on conflict (account) do nothing`.execute(tx);
  const locked = await sql<LockedReader>`
    select id, epoch from readers where account = ${account} for no key update`.execute(tx);
  return locked.rows[0]!;
}

/** The person's id; undefined for somebody who never read here. */
export async function findReader(db: Kysely<Schema>, account: string): Promise<number | undefined> {
  const found = await db.selectFrom('readers').select('id').where('account', '=', account).executeTakeFirst();
  return found?.id;
}

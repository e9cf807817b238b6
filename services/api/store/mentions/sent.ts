import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { Schema, SentMentionTable } from '../../schema.ts';
import { type Cut, cutPage, readCursor } from '../cursor.ts';
import type { MentionQuery } from './list-received.ts';

export type SentRow = Selectable<SentMentionTable>;

/**
 * Notes what a post links to now, and gives every target that has to be told: those linked, and those that were linked and
 * are no more, this once. An address of the post stays the one it was first told by.
 */
export async function noteLinks(
  trx: Transaction<Schema>,
  post: string,
  source: string,
  targets: readonly string[],
): Promise<{ id: string; round: number }[]> {
  const dropped = await trx
    .updateTable('sent_mention')
    .set({ linked: false, ...anew })
    .where('post_id', '=', post)
    .where('linked', '=', true)
    .where(eb => eb.not(eb('target', '=', eb.fn.any(eb.val([...targets])))))
    .returning(['id', 'round'])
    .execute();
  if (targets.length === 0) return dropped;
  const first = await trx
    .selectFrom('sent_mention')
    .select('source')
    .where('post_id', '=', post)
    .limit(1)
    .executeTakeFirst();
  const linked = await trx
    .insertInto('sent_mention')
    .values(targets.map(target => ({ post_id: post, source: first?.source ?? source, target })))
    .onConflict(conflict => conflict.constraint('sent_mention_pair').doUpdateSet({ linked: true, ...anew }))
    .returning(['id', 'round'])
    .execute();
  return [...dropped, ...linked];
}

const anew = {
  state: 'waiting',
  tries: 0,
  next_at: null,
  round: sql<number>`sent_mention.round + 1`,
} as const;

/** Begins to tell a target once more; undefined when there is no such row. */
export function tellAgain(
  trx: Transaction<Schema>,
  id: string,
): Promise<{ id: string; round: number } | undefined> {
  return trx
    .updateTable('sent_mention')
    .set(anew)
    .where('id', '=', id)
    .returning(['id', 'round'])
    .executeTakeFirst();
}

/** A row that waits to be sent in this round. */
export function findWaiting(db: Kysely<Schema>, id: string, round: number): Promise<SentRow | undefined> {
  return db
    .selectFrom('sent_mention')
    .selectAll()
    .where('id', '=', id)
    .where('round', '=', round)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
}

/** Keeps how a try went, unless another round has begun meanwhile; says whether it was kept. */
export async function keepTry(
  trx: Transaction<Schema>,
  row: Pick<SentRow, 'id' | 'round' | 'tries'>,
  result: Pick<SentRow, 'state' | 'endpoint' | 'status' | 'answer' | 'next_at'>,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('sent_mention')
    .set({ ...result, tries: row.tries + 1, tried_at: sql<Date>`now()` })
    .where('id', '=', row.id)
    .where('round', '=', row.round)
    .where('tries', '=', row.tries)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** What was sent, newest first, of all posts or of one: carried by `sent_mention_newest` or `sent_mention_pair`. */
export async function listSent(
  db: Kysely<Schema>,
  asked: MentionQuery & { post?: string | undefined },
): Promise<Cut<SentRow>> {
  let query = db
    .selectFrom('sent_mention')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(asked.limit + 1);
  if (asked.post !== undefined) query = query.where('post_id', '=', asked.post);
  if (asked.state !== undefined) query = query.where('state', '=', asked.state);
  if (asked.query !== undefined)
    query = query.where(sql<boolean>`position(lower(${asked.query}) in lower(source || ' ' || target)) > 0`);
  if (asked.cursor !== undefined) {
    const place = readCursor(asked.cursor);
    query = query.where(sql<boolean>`(created_at, id) < (${place.at}, ${place.id}::uuid)`);
  }
  return cutPage(await query.execute(), asked.limit, row => ({ at: row.created_at, id: row.id }));
}

import { type Kysely, sql, type Transaction } from 'kysely';
import type { Schema } from '../../schema.ts';
import { addEvent } from '../outbox.ts';

/** Makes the scheduled posts public whose time has come, and gives their ids. A second run at the same time finds none. */
export async function publishDue(trx: Transaction<Schema>): Promise<string[]> {
  const due = await trx
    .updateTable('post')
    .set({ status: 'published', version: sql<number>`version + 1` })
    .where('status', '=', 'scheduled')
    .where('published_at', '<=', sql<Date>`now()`)
    .returning(['id', 'visibility'])
    .execute();
  const ids = due.map(row => row.id);
  if (ids.length === 0) return ids;
  for (const { id, visibility } of due)
    if (visibility !== 'private') await addEvent(trx, 'post.published', { post: id });
  await trx
    .updateTable('post_tag')
    .from('post')
    .set(eb => ({ public_at: eb.ref('post.published_at') }))
    .whereRef('post.id', '=', 'post_tag.post_id')
    .where('post.listed', '=', true)
    .where('post_tag.post_id', 'in', ids)
    .execute();
  return ids;
}

/** When the next scheduled post becomes public; undefined when none is waiting. */
export async function nextScheduled(db: Kysely<Schema>): Promise<Date | undefined> {
  const row = await db
    .selectFrom('post')
    .select('published_at')
    .where('status', '=', 'scheduled')
    .orderBy('published_at')
    .limit(1)
    .executeTakeFirst();
  return row?.published_at ?? undefined;
}

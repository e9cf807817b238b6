import { type Kysely, sql } from 'kysely';
import type { Schema } from '../../schema.ts';
import { type Cut, cutPage, readCursor } from '../cursor.ts';
import { type PostRow, SUMMARY, type SummaryRow, WHOLE } from './post-row.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A post by its id or its slug, whatever its status. */
export function findPost(db: Kysely<Schema>, key: string): Promise<PostRow | undefined> {
  const query = db.selectFrom('post').select(WHOLE);
  if (UUID.test(key)) return query.where('post.id', '=', key).executeTakeFirst();
  return query.where('post.slug', '=', key).executeTakeFirst();
}

export function findBySource(db: Kysely<Schema>, source: string): Promise<PostRow | undefined> {
  return db.selectFrom('post').select(WHOLE).where('post.source', '=', source).executeTakeFirst();
}

/** Newest first by the time they are or will be public, else by when they were begun: carried by `post_by_status` or `post_any`. */
export async function listPosts(
  db: Kysely<Schema>,
  asked: { limit: number; cursor?: string | undefined; status?: string | undefined },
): Promise<Cut<SummaryRow & { sort_at: Date }>> {
  let query = db
    .selectFrom('post')
    .select([...SUMMARY, 'post.sort_at'])
    .orderBy('post.sort_at', 'desc')
    .orderBy('post.id', 'desc')
    .limit(asked.limit + 1);
  if (asked.status !== undefined) query = query.where('post.status', '=', asked.status);
  if (asked.cursor !== undefined) {
    const place = readCursor(asked.cursor);
    query = query.where(sql<boolean>`(post.sort_at, post.id) < (${place.at}, ${place.id}::uuid)`);
  }
  return cutPage(await query.execute(), asked.limit, row => ({ at: row.sort_at, id: row.id }));
}

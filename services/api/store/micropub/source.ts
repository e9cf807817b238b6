import { type Kysely, sql } from 'kysely';
import type { Schema } from '../../schema.ts';
import { type Cut, cutPage, readCursor } from '../cursor.ts';
import { type PostRow, WHOLE } from '../posts/post-row.ts';

export interface SourceQuery {
  limit: number;
  cursor?: string | undefined;
  status?: 'draft' | 'published' | undefined;
}

/** Whole posts, the newest first, as clients list them: carried by `post_any` or `post_by_status`. */
export async function listSource(db: Kysely<Schema>, asked: SourceQuery): Promise<Cut<PostRow>> {
  let query = db
    .selectFrom('post')
    .select([...WHOLE, 'post.sort_at'])
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

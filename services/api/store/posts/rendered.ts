import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../../schema.ts';

export interface RenderedPost {
  id: string;
  markdown: string;
  html: string;
  language: string | null;
  status: string;
  version: number;
}

export interface ToRender {
  /** Only those that use the file with this hash, whatever rendered them. */
  hash: string | undefined;
  version: number;
  /** Id of the last one before. */
  after: string | undefined;
  limit: number;
}

/** Posts whose HTML may be stale, by id: carried by `media_use_hash` or `post_renderer`. */
export function postsToRender(
  db: Kysely<Schema>,
  { hash, version, after, limit }: ToRender,
): Promise<RenderedPost[]> {
  let query = db
    .selectFrom('post')
    .select(['post.id', 'post.markdown', 'post.html', 'post.language', 'post.status', 'post.version'])
    .orderBy('post.id')
    .limit(limit);
  if (after !== undefined) query = query.where('post.id', '>', after);
  if (hash === undefined) return query.where('post.renderer', '<', version).execute();
  return query
    .where('post.id', 'in', db.selectFrom('media_use').select('post_id').where('hash', '=', hash))
    .execute();
}

/** False when the post was changed since it was read, and then was rendered by that change. */
export async function writeRendered(
  trx: Transaction<Schema>,
  { id, version }: RenderedPost,
  html: string,
  renderer: number,
): Promise<boolean> {
  const written = await trx
    .updateTable('post')
    .set({ html, renderer })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return written.numUpdatedRows > 0n;
}

import type { Kysely, Transaction } from 'kysely';
import { RENDERER_VERSION, type Rendered } from '../../../../core/markdown/markdown.ts';
import type { Schema } from '../../schema.ts';
import { type PostRow, WHOLE } from './post-row.ts';
import { searchVector } from './search-text.ts';

export interface ToRender {
  /** Only those that use the file with this hash, whatever rendered them; undefined for those that an older renderer made. */
  hash: string | undefined;
  /** Id of the last one before. */
  after: string | undefined;
  limit: number;
}

/** Posts whose HTML may be stale, by id: carried by `media_use_hash` or `post_renderer`. */
export function postsToRender(db: Kysely<Schema>, { hash, after, limit }: ToRender): Promise<PostRow[]> {
  let query = db.selectFrom('post').select(WHOLE).orderBy('post.id').limit(limit);
  if (after !== undefined) query = query.where('post.id', '>', after);
  if (hash === undefined) return query.where('post.renderer', '<', RENDERER_VERSION).execute();
  return query
    .where('post.id', 'in', db.selectFrom('media_use').select('post_id').where('hash', '=', hash))
    .execute();
}

/** Lets the posts that have no language of their own be rendered again: their words are stemmed in the site's. */
export async function markStale(trx: Transaction<Schema>): Promise<void> {
  await trx.updateTable('post').set({ renderer: 0 }).where('language', 'is', null).execute();
}

/** False when the post was changed since it was read, and then was rendered by that change. `language` is the site's. */
export async function writeRendered(
  trx: Transaction<Schema>,
  post: PostRow,
  { html, text, summary, words, minutes }: Rendered,
  language: string,
): Promise<boolean> {
  const written = await trx
    .updateTable('post')
    .set({
      html,
      words,
      minutes,
      summary: post.summary_given ?? summary,
      search: searchVector({
        title: post.title,
        tags: post.tags.map(tag => tag.name),
        text,
        language: post.language ?? language,
      }),
      renderer: RENDERER_VERSION,
    })
    .where('id', '=', post.id)
    .where('version', '=', post.version)
    .executeTakeFirst();
  return written.numUpdatedRows > 0n;
}

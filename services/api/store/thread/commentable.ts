import { type Kysely, sql } from 'kysely';
import { AppError } from '../../../../core/errors.ts';
import type { PostKind } from '../../contract.ts';
import type { Schema } from '../../schema.ts';
import { commentsState } from '../../thread/comments-state.ts';

/**
 * The id of a post that takes comments now. Throws `not_found`, and `comments_closed` (forbidden). `parent` must be a response
 * that is shown under it.
 */
export async function requireCommentable(
  db: Kysely<Schema>,
  slug: string,
  parent: string | undefined,
): Promise<string> {
  const { rows } = await sql<{
    id: string;
    kind: PostKind;
    published_at: Date;
    closed: boolean;
    comments: boolean | null;
    comment_days: number | null;
    parent_shown: boolean;
  }>`
    select post.id, post.kind, post.published_at,
      exists (select 1 from closed_thread where post_id = post.id) as closed,
      (select value::jsonb = 'true' from setting where key = 'comments') as comments,
      (select value::integer from setting where key = 'commentDays') as comment_days,
      exists (select 1 from response where id = ${parent ?? null}::uuid and post_id = post.id
        and status = 'approved') as parent_shown
    from post where post.slug = ${slug} and post.status = 'published' and post.visibility <> 'private'`.execute(
    db,
  );
  const post = rows[0];
  if (!post) throw new AppError('not_found', `There is no post "${slug}" here.`);
  const state = commentsState({
    kind: post.kind,
    publishedAt: post.published_at,
    closed: post.closed,
    comments: post.comments ?? true,
    commentDays: post.comment_days ?? undefined,
  });
  if (state !== 'open')
    throw new AppError('forbidden', 'This post takes no more comments.', { reason: 'comments_closed' });
  if (parent !== undefined && !post.parent_shown)
    throw new AppError('not_found', 'The comment that this answers is not there any more.');
  return post.id;
}

import { sql } from 'kysely';
import type { CommentsState, PostKind } from '../../contract.ts';
import { commentsState } from '../../thread/comments-state.ts';

/** What decides whether a post takes comments at this moment. */
export interface CommentsFacts {
  readonly post_kind: string;
  readonly published_at: Date;
  readonly closed: boolean;
  readonly comments: boolean | null;
  readonly comment_days: number | null;
}

/** Columns of a query that has the post under this name. */
export function commentsFacts(post: string) {
  const of = (column: string) => sql.ref(`${post}.${column}`);
  return [
    sql<string>`${of('kind')}`.as('post_kind'),
    sql<Date>`${of('published_at')}`.as('published_at'),
    sql<boolean>`exists (select 1 from closed_thread where post_id = ${of('id')})`.as('closed'),
    sql<boolean | null>`(select value::jsonb = 'true' from setting where key = 'comments')`.as('comments'),
    sql<number | null>`(select value::integer from setting where key = 'commentDays')`.as('comment_days'),
  ] as const;
}

export function toCommentsState(facts: CommentsFacts): CommentsState {
  return commentsState({
    kind: facts.post_kind as PostKind,
    publishedAt: facts.published_at,
    closed: facts.closed,
    comments: facts.comments ?? true,
    commentDays: facts.comment_days ?? undefined,
  });
}

import type { CommentsState, PostKind } from '../contract.ts';

const DAY = 86_400_000;

export interface Commentable {
  kind: PostKind;
  publishedAt: Date;
  /** The owner has closed this one. */
  closed: boolean;
  /** The site's setting. */
  comments: boolean;
  /** Days after which a post takes no more; undefined for never. */
  commentDays: number | undefined;
}

/** Whether visitors may comment on a published post. Pages such as `/now` stand outside the conversation. */
export function commentsState(post: Commentable, now = Date.now()): CommentsState {
  if (!post.comments || post.kind === 'page') return 'off';
  const old = post.commentDays !== undefined && now - post.publishedAt.getTime() > post.commentDays * DAY;
  return post.closed || old ? 'closed' : 'open';
}

import { AppError } from '../../../core/errors.ts';
import type { ApiContext } from '../context.ts';
import type { Actor, PostKind } from '../contract.ts';
import { deletePost } from '../methods/posts/delete-post.ts';
import { undelete } from '../posts/undelete.ts';
import { findPost } from '../store/posts/own-posts.ts';
import { findDeleted } from '../store/posts/trash.ts';
import { postAt, slugIn } from './post-address.ts';

/** Deletes a post, which may be brought back for as long as it is kept. */
export async function deleteFromMicropub(ctx: ApiContext, url: string, actor: Actor): Promise<void> {
  const { id } = await postAt(ctx, url);
  await deletePost(ctx, { id, actor });
}

/** Brings a deleted post back by the address that it had. One that is there stays as it is. */
export async function undeleteFromMicropub(
  ctx: ApiContext,
  url: string,
  actor: Actor,
): Promise<{ slug: string; kind: PostKind }> {
  const slug = slugIn(url, ctx.origin);
  const deleted = await findDeleted(ctx.db, slug);
  const there = await findPost(ctx.db, deleted ?? slug);
  if (there) return there;
  if (deleted === undefined)
    throw new AppError('not_found', 'There is no post at this address that could be brought back.');
  return undelete(ctx, deleted, actor);
}

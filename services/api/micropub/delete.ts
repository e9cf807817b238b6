import { AppError } from '../../../core/errors.ts';
import type { ApiContext } from '../context.ts';
import { type Actor, type PostInput, type PostKind, postPath } from '../contract.ts';
import { deletePost } from '../methods/posts/delete-post.ts';
import { compose } from '../posts/compose.ts';
import {
  findDeleted,
  forgetDeleted,
  keepDeleted,
  restoreResponses,
} from '../store/micropub/deleted-posts.ts';
import { writeProperties } from '../store/micropub/post-properties.ts';
import { addEvent } from '../store/outbox.ts';
import { addAudit } from '../store/people/audit.ts';
import { findPost } from '../store/posts/own-posts.ts';
import { isReachable, type PostRow, toPost } from '../store/posts/post-row.ts';
import { freeSlug } from '../store/posts/slugs.ts';
import { insertPost } from '../store/posts/write-post.ts';
import { unmarkGone } from '../store/redirects/redirects.ts';
import { changing } from '../store/revision.ts';
import { postAt, slugIn } from './post-address.ts';

/** Deletes a post; all of it and what was said under it is kept for 30 days, for `undelete`. */
export async function deleteFromMicropub(ctx: ApiContext, url: string, actor: Actor): Promise<void> {
  const row = await postAt(ctx, url);
  await keepDeleted(ctx.db, row.id, row.slug, inputOf(row));
  await deletePost(ctx, { id: row.id, actor });
}

/** Brings a deleted post back under its id, and under its slug unless another post has taken that. One that is there stays as it is. */
export async function undeleteFromMicropub(
  ctx: ApiContext,
  url: string,
  actor: Actor & { account: string },
): Promise<{ slug: string; kind: PostKind }> {
  const slug = slugIn(url, ctx.origin);
  const deleted = await findDeleted(ctx.db, slug);
  const there = await findPost(ctx.db, deleted?.id ?? slug);
  if (there) return there;
  if (!deleted)
    throw new AppError('not_found', 'There is no post at this address that could be brought back.');
  const composed = await compose(ctx, deleted.id, deleted.input, undefined, new Date());
  const post = await changing(ctx, async trx => {
    const free = await freeSlug(trx, slug);
    if (!(await insertPost(trx, composed, free, actor.account, undefined)))
      throw new AppError('conflict', 'Somebody is bringing this post back already. Look again.');
    await writeProperties(trx, deleted.id, deleted.properties);
    await restoreResponses(trx, deleted.id);
    await forgetDeleted(trx, deleted.id);
    const result = toPost((await findPost(trx, deleted.id))!);
    await addAudit(trx, {
      actor,
      action: 'post.undelete',
      subject: result.title || result.slug,
      detail: { slug: result.slug },
    });
    await unmarkGone(trx, postPath(result));
    const visible = isReachable(result);
    if (visible) await addEvent(trx, 'post.published', { post: result.id });
    return { result, visible };
  });
  if (post.status === 'scheduled') await ctx.schedulePublishing(new Date(post.publishedAt!));
  return post;
}

/** The fields of a post as its writer would send them to make it again. */
function inputOf(row: PostRow): PostInput {
  return {
    kind: row.kind,
    title: row.title,
    markdown: row.markdown,
    tags: row.tags.map(tag => tag.name),
    status: row.status,
    visibility: row.visibility,
    pinned: row.pinned,
    target: row.target,
    rsvp: row.rsvp as PostInput['rsvp'],
    photos: row.photos,
    series: row.series?.name ?? null,
    canonical: row.canonical,
    ...(row.summary_given === null ? {} : { summary: row.summary_given }),
    ...(row.language === null ? {} : { language: row.language }),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    ...(row.published_at === null ? {} : { publishedAt: row.published_at.toISOString() }),
  };
}

import { AppError } from '../../../core/errors.ts';
import type { ApiContext } from '../context.ts';
import { type Actor, type Post, type PostInput, postPath } from '../contract.ts';
import { addEvent } from '../store/outbox.ts';
import { addAudit } from '../store/people/audit.ts';
import { findBySource, findPost } from '../store/posts/own-posts.ts';
import { isReachable, type PostRow, toPost } from '../store/posts/post-row.ts';
import { freeSlug, lockSlug } from '../store/posts/slugs.ts';
import { type DeletedPost, forgetDeleted, readDeleted, restoreRows } from '../store/posts/trash.ts';
import { insertPost } from '../store/posts/write-post.ts';
import { unmarkGone } from '../store/redirects/redirects.ts';
import { changing } from '../store/revision.ts';
import { compose } from './compose.ts';

/**
 * Brings a deleted post back under its id with all that went with it, and under its slug unless another post has taken that.
 * Throws `not_found` when it is not kept any more.
 */
export async function undelete(ctx: ApiContext, id: string, actor: Actor): Promise<Post> {
  const deleted = await readDeleted(ctx.db, id);
  if (!deleted) throw new AppError('not_found', 'There is no deleted post that could be brought back here.');
  const composed = await compose(ctx, deleted.id, deleted.input, undefined, new Date());
  const post = await changing(ctx, async trx => {
    await lockSlug(trx, deleted.slug);
    const slug = await freeSlug(trx, deleted.slug);
    const { own } = deleted;
    const origin = own?.source && !(await findBySource(trx, own.source)) ? originOf(own) : undefined;
    if (!(await insertPost(trx, composed, slug, own?.changed_by ?? actor.account ?? null, origin)))
      throw new AppError('conflict', 'Somebody is bringing this post back already. Look again.');
    if (own)
      await trx
        .updateTable('post')
        .set({ version: own.version, changed_at: own.changed_at })
        .where('id', '=', deleted.id)
        .execute();
    await restoreRows(trx, deleted.id);
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

function originOf({ source, source_hash }: NonNullable<DeletedPost['own']>) {
  return {
    source,
    hash: source_hash === null ? null : Buffer.from(source_hash.replace('\\x', ''), 'hex'),
  };
}

/** The fields of a post as its writer would send them to make it again. */
export function inputOf(row: PostRow): PostInput {
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

import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import type { ApiContext } from '../context.ts';
import type { Post, PostInput } from '../contract.ts';
import type { Schema } from '../schema.ts';
import { type Answered, claimKey, keepAnswer } from '../store/idempotency.ts';
import { addEvent } from '../store/outbox.ts';
import { findBySource, findPost } from '../store/posts/own-posts.ts';
import { isReachable, toPost } from '../store/posts/post-row.ts';
import { freeSlug, lockSlug, unusedSlug } from '../store/posts/slugs.ts';
import { insertPost, type Origin } from '../store/posts/write-post.ts';
import { changing } from '../store/revision.ts';
import { type Composed, compose } from './compose.ts';
import { leadHere } from './lead-here.ts';
import { refuseRawHtml } from './refuse-raw-html.ts';
import { refuseReserved, unreserved } from './reserved.ts';

/** Somebody who asks for the very slug, without a number, may still be quicker. */
const ATTEMPTS = 5;

export interface CreateOptions {
  /** Where an import found it: a slug that is taken gets a number. */
  origin?: Origin | undefined;
  /** The account that does it. */
  by?: string | undefined;
  /** Nobody is told that it is public. */
  quiet?: boolean | undefined;
  /** Paths that it had elsewhere, which lead to it from now on; those that do not are told in `notes`. */
  formerPaths?: readonly string[] | undefined;
  notes?: string[];
  /** Makes a repetition of this request give the same answer instead of a second post. */
  once?: Answered | undefined;
}

/** Makes a post. Undefined when another save of the same origin was quicker. Throws `slug_taken` for an asked slug that is. */
export async function createPost(
  ctx: ApiContext,
  input: PostInput,
  options: CreateOptions = {},
): Promise<Post | undefined> {
  await refuseRawHtml(ctx.db, { by: options.by, markdown: input.markdown });
  const composed = await compose(ctx, randomUUID(), input, undefined, new Date());
  const post = await changing(ctx, async trx => {
    if (options.once) {
      const earlier = await claimKey(trx, options.once);
      if (earlier) return { result: earlier, visible: false };
    }
    if (!(await insertUnderSlug(trx, composed, options))) return { result: undefined, visible: false };
    const result = toPost((await findPost(trx, composed.id))!);
    if (options.once) await keepAnswer(trx, options.once, result);
    const visible = isReachable(result);
    const led = await leadHere(trx, ctx.origin, result, options);
    if (visible && !options.quiet) await addEvent(trx, 'post.published', { post: result.id });
    return { result, visible: visible || led };
  });
  if (post?.status === 'scheduled') await ctx.schedulePublishing(new Date(post.publishedAt!));
  return post;
}

async function insertUnderSlug(
  trx: Transaction<Schema>,
  post: Composed,
  { origin, by = null }: { origin?: Origin | undefined; by?: string | null | undefined },
): Promise<boolean> {
  if (post.slugAsked !== undefined && !origin) {
    refuseReserved(post.kind, post.slugAsked);
    if (await insertPost(trx, post, post.slugAsked, by, origin)) return true;
    throw slugTaken(post.slugAsked);
  }
  const base = unreserved(post.kind, post.slugAsked ?? post.slugBase);
  await lockSlug(trx, base);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const slug = await (post.slugAsked === undefined ? unusedSlug(trx, base) : freeSlug(trx, base));
    if (await insertPost(trx, post, slug, by, origin)) return true;
    if (origin && (await findBySource(trx, origin.source))) return false;
  }
  throw new AppError('conflict', 'Too many posts with this title are being made at once. Try again.');
}

export function slugTaken(slug: string): AppError {
  return new AppError('conflict', `Another post has the slug "${slug}". Choose another.`, {
    reason: 'slug_taken',
    details: { field: 'slug' },
  });
}

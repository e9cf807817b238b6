import { isDeepStrictEqual } from 'node:util';
import type { ApiContext } from '../context.ts';
import type { Actor, Post, PostInput } from '../contract.ts';
import { addEvent } from '../store/outbox.ts';
import { addAudit } from '../store/people/audit.ts';
import { findPost } from '../store/posts/own-posts.ts';
import { isReachable, type PostRow, toPost } from '../store/posts/post-row.ts';
import { keepRevision } from '../store/posts/revisions.ts';
import { freeSlug, keepOldSlug } from '../store/posts/slugs.ts';
import { type Origin, updatePost } from '../store/posts/write-post.ts';
import { changing } from '../store/revision.ts';
import { type Composed, compose } from './compose.ts';
import { slugTaken } from './create.ts';
import { leadHere } from './lead-here.ts';
import { isNumbered } from './numbered.ts';
import { refuseRawHtml } from './refuse-raw-html.ts';
import { refuseReserved, unreserved } from './reserved.ts';

export interface Changing {
  origin?: Origin | undefined;
  /** The account that does it. */
  by?: string | null | undefined;
  /** Where it does so from, for the audit log. */
  address?: Actor['address'];
  /** Nobody is told of it, but that a post is gone. */
  quiet?: boolean | undefined;
  /** Paths that it had elsewhere, which lead to it from now on; those that do not are told in `notes`. */
  formerPaths?: readonly string[] | undefined;
  notes?: string[];
}

export interface Change {
  post: Post;
  outcome: 'updated' | 'unchanged';
}

/**
 * Changes the post that `before` was read as; undefined when it has changed since or is gone. Nothing is written when
 * nothing would differ, unless an import has to remember what it saw.
 */
export async function changePost(
  ctx: ApiContext,
  before: PostRow,
  input: Partial<PostInput>,
  { origin, by = null, address, quiet = false, formerPaths, notes }: Changing = {},
): Promise<Change | undefined> {
  if (input.markdown !== undefined)
    await refuseRawHtml(ctx.db, { by, markdown: input.markdown, before: before.markdown });
  const composed = await compose(ctx, before.id, input, before, new Date());
  const slug = origin ? await importedSlug(ctx, composed, before) : (composed.slugAsked ?? before.slug);
  refuseReserved(composed.kind, slug);
  const same = isSame(before, composed, slug, input.updatedAt !== undefined);
  if (same && !origin) return { post: toPost(before), outcome: 'unchanged' };
  if (same) composed.updatedAt = before.updated_at;
  const after = await changing(ctx, async trx => {
    const written = await updatePost(trx, composed, slug, before.version, { by, same, origin });
    if (!written) return { result: undefined, visible: false };
    const result = toPost((await findPost(trx, before.id))!);
    if (hides(before, result))
      await addAudit(trx, {
        actor: { account: by ?? undefined, address },
        action: 'post.visibility',
        subject: result.title || result.slug,
        detail: { slug: result.slug, before: before.visibility, after: result.visibility },
      });
    if (!same) await keepRevision(trx, before, { status: result.status, by });
    const led = await leadHere(trx, ctx.origin, result, { formerPaths, notes });
    const [was, is] = [isReachable(before), isReachable(result)];
    if (was && slug !== before.slug) await keepOldSlug(trx, before.slug, result.id);
    const told = !same && is && !quiet;
    if (told && !was) await addEvent(trx, 'post.published', { post: result.id });
    if (told && was)
      await addEvent(trx, 'post.updated', {
        post: result.id,
        ...(slug === before.slug ? {} : { oldSlug: before.slug }),
      });
    if (was && !is) await addEvent(trx, 'post.removed', { post: result.id, slug: before.slug });
    return { result, visible: led || (!same && (was || is)) };
  }).catch((error: unknown) => {
    throw isTakenSlug(error) ? slugTaken(slug) : error;
  });
  if (after === undefined) return undefined;
  if (after.status === 'scheduled') await ctx.schedulePublishing(new Date(after.publishedAt!));
  return { post: after, outcome: same ? 'unchanged' : 'updated' };
}

/** An import keeps the slug it has when that is the asked one with a number, else it takes the first free one. */
export async function importedSlug(ctx: ApiContext, post: Composed, before: PostRow): Promise<string> {
  const asked = post.slugAsked && unreserved(post.kind, post.slugAsked);
  if (asked === undefined || isNumbered(before.slug, asked)) return before.slug;
  return freeSlug(ctx.db, asked, before.id);
}

export function isSame(before: PostRow, post: Composed, slug: string, timeGiven: boolean): boolean {
  const tags = (list: readonly { slug: string; name: string }[]) =>
    JSON.stringify(list.map(tag => [tag.slug, tag.name]));
  return (
    before.slug === slug &&
    before.title === post.title &&
    before.markdown === post.markdown &&
    before.html === post.html &&
    before.summary === post.summary &&
    before.status === post.status &&
    before.kind === post.kind &&
    before.visibility === post.visibility &&
    before.pinned === post.pinned &&
    before.rsvp === post.rsvp &&
    before.canonical === post.canonical &&
    isDeepStrictEqual(
      [before.target, before.photos, before.series],
      [post.target, post.photos, post.series],
    ) &&
    before.language === post.language &&
    before.created_at.getTime() === post.createdAt.getTime() &&
    before.published_at?.getTime() === post.publishedAt?.getTime() &&
    (!timeGiven || before.updated_at.getTime() === post.updatedAt.getTime()) &&
    tags(before.tags) === tags(post.tags)
  );
}

/** Whether a change takes a post from everybody else's eyes, or gives it back to them. */
function hides(before: Pick<Post, 'visibility'>, after: Pick<Post, 'visibility'>): boolean {
  return (before.visibility === 'private') !== (after.visibility === 'private');
}

function isTakenSlug(error: unknown): boolean {
  return error instanceof Error && 'constraint' in error && error.constraint === 'post_slug_key';
}

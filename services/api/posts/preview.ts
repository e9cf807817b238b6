import { randomUUID } from 'node:crypto';
import type { ApiContext } from '../context.ts';
import type { PostInput } from '../contract.ts';
import { findBySource } from '../store/posts/own-posts.ts';
import { toPost } from '../store/posts/post-row.ts';
import { freeSlug, unusedSlug } from '../store/posts/slugs.ts';
import type { Origin } from '../store/posts/write-post.ts';
import { importedSlug, isSame } from './change.ts';
import { compose } from './compose.ts';
import { slugTaken } from './create.ts';
import { refuseReserved, unreserved } from './reserved.ts';
import type { Saved } from './save-from-source.ts';

/** What saving would give, without saving. Throws what saving would throw. */
export async function previewSave(
  ctx: ApiContext,
  origin: Origin | undefined,
  input: PostInput,
): Promise<Saved> {
  const source = origin?.source;
  const before = source === undefined ? undefined : await findBySource(ctx.db, source);
  if (origin !== undefined && before?.source_hash?.equals(origin.hash))
    return { post: toPost(before), outcome: 'unchanged' };
  const composed = await compose(ctx, before?.id ?? randomUUID(), input, before, new Date());
  const asked = composed.slugAsked;
  const slug = before
    ? await importedSlug(ctx, composed, before)
    : asked === undefined
      ? await unusedSlug(ctx.db, unreserved(composed.kind, composed.slugBase))
      : await freeSlug(ctx.db, unreserved(composed.kind, asked));
  if (source === undefined && asked !== undefined) refuseReserved(composed.kind, asked);
  if (source === undefined && asked !== undefined && slug !== asked) throw slugTaken(asked);
  const same = before !== undefined && isSame(before, composed, slug, input.updatedAt !== undefined);
  const row = {
    ...composed,
    slug,
    pictures: null,
    version: before?.version ?? 1,
    created_at: composed.createdAt,
    updated_at: composed.updatedAt,
    published_at: composed.publishedAt,
    summary_given: composed.summaryGiven,
    listed: false,
    source: source ?? null,
    source_hash: null,
    changed_at: composed.updatedAt,
    changed_by: null,
  };
  return { post: toPost(row), outcome: before === undefined ? 'created' : same ? 'unchanged' : 'updated' };
}

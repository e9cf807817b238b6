import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { PostInput } from '../../contract.ts';
import { type Change, changedSince, changePost } from '../../posts/change.ts';
import { findPost } from '../../store/posts/own-posts.ts';

const ATTEMPTS = 5;

export async function updatePost(
  ctx: ApiContext,
  { id, version, changes }: { id: string; version?: number | undefined; changes: Partial<PostInput> },
): Promise<Change> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await findPost(ctx.db, id);
    if (!before) throw new AppError('not_found', `There is no post "${id}".`);
    if (version !== undefined && before.version !== version) throw changedSince();
    const changed = await changePost(ctx, before, changes);
    if (changed) return changed;
  }
  throw changedSince();
}

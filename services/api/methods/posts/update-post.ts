import type { ApiContext } from '../../context.ts';
import type { PostInput } from '../../contract.ts';
import { type Change, changePost } from '../../posts/change.ts';
import { changedSince } from '../../posts/changed-since.ts';
import { requirePost } from '../../posts/require-post.ts';

const ATTEMPTS = 5;

export async function updatePost(
  ctx: ApiContext,
  {
    id,
    version,
    changes,
    quiet,
    by,
    address,
  }: {
    id: string;
    version?: number | undefined;
    changes: Partial<PostInput>;
    quiet?: boolean | undefined;
    by?: string | undefined;
    address?: string | undefined;
  },
): Promise<Change> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await requirePost(ctx.db, id);
    if (version !== undefined && before.version !== version) throw await changedSince(ctx.db, before.id);
    const changed = await changePost(ctx, before, changes, { by, address, quiet });
    if (changed) return changed;
  }
  throw await changedSince(ctx.db, id);
}

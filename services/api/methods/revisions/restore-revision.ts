import type { ApiContext } from '../../context.ts';
import type { Change } from '../../posts/change.ts';
import { contentOf } from '../../posts/snapshot.ts';
import { updatePost } from '../posts/update-post.ts';
import { getRevisionOf } from './get-revision-of.ts';

export async function restoreRevision(
  ctx: ApiContext,
  asked: { id: string; version: number; current?: number | undefined; by?: string | undefined },
): Promise<Change> {
  const { snapshot } = await getRevisionOf(ctx, asked);
  return updatePost(ctx, {
    id: asked.id,
    version: asked.current,
    changes: contentOf(snapshot),
    by: asked.by,
  });
}

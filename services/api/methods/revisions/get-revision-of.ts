import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { RevisionSummary, Snapshot } from '../../contract.ts';
import { requirePost } from '../../posts/require-post.ts';
import { toSnapshot } from '../../posts/snapshot.ts';
import { findRevision, listRevisions } from '../../store/posts/revisions.ts';
import { toRevision } from './list-revisions.ts';

export async function getRevisionOf(
  { db }: Pick<ApiContext, 'db'>,
  { id, version }: { id: string; version: number },
): Promise<RevisionSummary & { snapshot: Snapshot }> {
  const post = await requirePost(db, id);
  if (post.version === version) {
    const [now] = await listRevisions(db, post.id, 1, version + 1);
    if (now?.current) return { ...toRevision(now), snapshot: toSnapshot(post) };
  }
  const kept = await findRevision(db, post.id, version);
  if (!kept) throw new AppError('not_found', `The version ${version} of this post was not kept.`);
  return { ...toRevision(kept), snapshot: kept.snapshot };
}

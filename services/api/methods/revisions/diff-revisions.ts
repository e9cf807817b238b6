import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { Diff } from '../../contract.ts';
import { requirePost } from '../../posts/require-post.ts';
import { toSnapshot } from '../../posts/snapshot.ts';
import { getRevisionOf } from './get-revision-of.ts';

export async function diffRevisions(
  ctx: Pick<ApiContext, 'db'>,
  asked: {
    id: string;
    from: number;
    to?: number | undefined;
    unsaved?: { title: string; markdown: string } | undefined;
  },
): Promise<Diff> {
  const { id, from, to, unsaved } = asked;
  if (to !== undefined && unsaved)
    throw new AppError('invalid', 'Compare with "to" or with "unsaved", but not with both.');
  // A comparison is rarely asked for: what makes it is loaded with the first.
  const { diffSnapshots } = await import('../../posts/diff-snapshots.ts');
  const { snapshot: older } = await getRevisionOf(ctx, { id, version: from });
  if (unsaved) return diffSnapshots(older, { ...older, ...unsaved });
  if (to === undefined) return diffSnapshots(older, toSnapshot(await requirePost(ctx.db, id)));
  return diffSnapshots(older, (await getRevisionOf(ctx, { id, version: to })).snapshot);
}

import type { Implementations } from '../../../../core/rpc/contract.ts';
import type { ApiContext } from '../../context.ts';
import type { revisionMethods } from '../../contract/revisions.ts';
import { diffRevisions } from './diff-revisions.ts';
import { getRevisionOf } from './get-revision-of.ts';
import { listRevisions } from './list-revisions.ts';
import { restoreRevision } from './restore-revision.ts';

/** The methods of `contract/revisions.ts`, each in the file named after it. */
export function revisionImplementation(ctx: ApiContext): Implementations<typeof revisionMethods> {
  return {
    diffRevisions: input => diffRevisions(ctx, input),
    getRevisionOf: input => getRevisionOf(ctx, input),
    listRevisions: input => listRevisions(ctx, input),
    restoreRevision: input => restoreRevision(ctx, input),
  };
}

import type { Implementations } from '../../../../core/rpc/contract.ts';
import type { ApiContext } from '../../context.ts';
import type { writingMethods } from '../../contract/writing.ts';
import { findCopy, listCopies, removeCopy } from '../../store/writing/working-copies.ts';
import { previewPost } from './preview-post.ts';
import { saveWorkingCopy } from './save-working-copy.ts';

/** The methods of `contract/writing.ts`; those of one statement stand here, the others in the files named after them. */
export function writingImplementation(ctx: ApiContext): Implementations<typeof writingMethods> {
  return {
    previewPost: input => previewPost(ctx, input),
    getWorkingCopy: async key => ({ copy: await findCopy(ctx.db, key) }),
    saveWorkingCopy: input => saveWorkingCopy(ctx, input),
    dropWorkingCopy: async key => {
      await removeCopy(ctx.db, key);
      return {};
    },
    listWorkingCopies: async ({ account, limit }) => ({ copies: await listCopies(ctx.db, account, limit) }),
  };
}

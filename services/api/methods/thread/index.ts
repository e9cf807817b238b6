import type { Implementations } from '../../../../core/rpc/contract.ts';
import type { ApiContext } from '../../context.ts';
import type { commentMethods } from '../../contract/comments.ts';
import type { threadMethods } from '../../contract/thread.ts';
import { addComment } from './add-comment.ts';
import { beginComment } from './begin-comment.ts';
import { deleteComment } from './delete-comment.ts';
import { editComment } from './edit-comment.ts';
import { getThread } from './get-thread.ts';
import { listComments } from './list-comments.ts';
import { openComment } from './open-comment.ts';
import { previewComment } from './preview-comment.ts';

/** The methods of `contract/thread.ts` and `contract/comments.ts`, each in the file named after it. */
export function threadImplementation(
  ctx: ApiContext,
): Implementations<typeof threadMethods & typeof commentMethods> {
  return {
    addComment: input => addComment(ctx, input),
    beginComment: () => beginComment(ctx),
    deleteComment: input => deleteComment(ctx, input),
    editComment: input => editComment(ctx, input),
    getThread: input => getThread(ctx, input),
    listComments: input => listComments(ctx, input),
    openComment: input => openComment(ctx, input),
    previewComment: input => previewComment(ctx, input),
  };
}

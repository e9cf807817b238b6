import type { Implementations } from '../../../../core/rpc/contract.ts';
import type { ApiContext } from '../../context.ts';
import type { commentMethods } from '../../contract/comments.ts';
import type { feedbackMethods } from '../../contract/feedback.ts';
import type { letterMethods } from '../../contract/letters.ts';
import type { queueMethods } from '../../contract/queue.ts';
import type { threadMethods } from '../../contract/thread.ts';
import { addBlock } from './add-block.ts';
import { addComment } from './add-comment.ts';
import { beginComment } from './begin-comment.ts';
import { blockSender } from './block-sender.ts';
import { closeThread } from './close-thread.ts';
import { confirmLetters } from './confirm-letters.ts';
import { countFeedback } from './count-feedback.ts';
import { countResponses } from './count-responses.ts';
import { decideResponses } from './decide-responses.ts';
import { deleteComment } from './delete-comment.ts';
import { deleteFeedback } from './delete-feedback.ts';
import { editComment } from './edit-comment.ts';
import { editResponse } from './edit-response.ts';
import { endLetters } from './end-letters.ts';
import { getPostPage } from './get-post-page.ts';
import { getThread } from './get-thread.ts';
import { giveFeedback } from './give-feedback.ts';
import { listBlocks } from './list-blocks.ts';
import { listComments } from './list-comments.ts';
import { listDecisions } from './list-decisions.ts';
import { listFeedback } from './list-feedback.ts';
import { listResponses } from './list-responses.ts';
import { openComment } from './open-comment.ts';
import { deleteOwnComments, listOwnComments } from './own-comments.ts';
import { previewComment } from './preview-comment.ts';
import { removeBlock } from './remove-block.ts';
import { undoDecision } from './undo-decision.ts';

/** The methods of the thread, of comments and of the queue, each in the file named after it. */
export function threadImplementation(
  ctx: ApiContext,
): Implementations<
  typeof threadMethods &
    typeof commentMethods &
    typeof queueMethods &
    typeof feedbackMethods &
    typeof letterMethods
> {
  return {
    addBlock: input => addBlock(ctx, input),
    addComment: input => addComment(ctx, input),
    beginComment: () => beginComment(ctx),
    blockSender: input => blockSender(ctx, input),
    closeThread: input => closeThread(ctx, input),
    countResponses: () => countResponses(ctx),
    decideResponses: input => decideResponses(ctx, input),
    deleteComment: input => deleteComment(ctx, input),
    editComment: input => editComment(ctx, input),
    editResponse: input => editResponse(ctx, input),
    confirmLetters: input => confirmLetters(ctx, input),
    endLetters: input => endLetters(ctx, input),
    countFeedback: input => countFeedback(ctx, input),
    deleteFeedback: input => deleteFeedback(ctx, input),
    giveFeedback: input => giveFeedback(ctx, input),
    listFeedback: input => listFeedback(ctx, input),
    getPostPage: input => getPostPage(ctx, input),
    getThread: input => getThread(ctx, input),
    listBlocks: input => listBlocks(ctx, input),
    listComments: input => listComments(ctx, input),
    listOwnComments: input => listOwnComments(ctx, input),
    deleteOwnComments: input => deleteOwnComments(ctx, input),
    listDecisions: input => listDecisions(ctx, input),
    listResponses: input => listResponses(ctx, input),
    openComment: input => openComment(ctx, input),
    previewComment: input => previewComment(ctx, input),
    removeBlock: input => removeBlock(ctx, input),
    undoDecision: input => undoDecision(ctx, input),
  };
}

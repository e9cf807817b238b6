import type { Implementations } from '../../../../core/rpc/contract.ts';
import type { ApiContext } from '../../context.ts';
import type { threadMethods } from '../../contract/thread.ts';
import { getThread } from './get-thread.ts';
import { listComments } from './list-comments.ts';

/** The methods of `contract/thread.ts`, each in the file named after it. */
export function threadImplementation(ctx: ApiContext): Implementations<typeof threadMethods> {
  return {
    getThread: input => getThread(ctx, input),
    listComments: input => listComments(ctx, input),
  };
}

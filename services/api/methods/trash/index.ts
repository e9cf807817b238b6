import type { Implementations } from '../../../../core/rpc/contract.ts';
import type { ApiContext } from '../../context.ts';
import type { trashMethods } from '../../contract/trash.ts';
import { undelete } from '../../posts/undelete.ts';
import { eraseDeletedPost } from './erase-deleted-post.ts';
import { listDeletedPosts } from './list-deleted-posts.ts';

/** The methods of `contract/trash.ts`. */
export function trashImplementation(ctx: ApiContext): Implementations<typeof trashMethods> {
  return {
    eraseDeletedPost: input => eraseDeletedPost(ctx, input),
    listDeletedPosts: input => listDeletedPosts(ctx, input),
    undeletePost: ({ id, actor }) => undelete(ctx, id, actor),
  };
}

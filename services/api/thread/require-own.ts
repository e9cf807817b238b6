import { AppError } from '../../../core/errors.ts';
import { addressKey } from '../../../core/http/limit.ts';
import type { ApiContext } from '../context.ts';
import type { CommentFrom } from '../contract.ts';
import { findOwnComment, type OwnComment } from '../store/thread/own-comment.ts';
import { identifyWriter, type Sender, wrongCode } from './identify.ts';

export interface OwnRequest {
  id: string;
  name: string;
  code?: string | undefined;
  visitor: CommentFrom;
}

/** A comment for whoever wrote it, by the same name and code or the same account. `not_found`, or `wrong_code` (forbidden). */
export async function requireOwn(
  ctx: ApiContext,
  asked: OwnRequest,
): Promise<{ comment: OwnComment; sender: Sender }> {
  ctx.conversation.limits.write.take(addressKey(asked.visitor.address));
  const sender = await identifyWriter(ctx, asked);
  const comment = await findOwnComment(ctx.db, asked.id);
  if (!comment) throw new AppError('not_found', 'This comment is not there any more.');
  const { account, identity } = sender;
  const own =
    account === undefined
      ? comment.commenter !== undefined && comment.commenter === identity?.known?.id
      : comment.account === account.id;
  if (!own) throw wrongCode();
  return { comment, sender };
}

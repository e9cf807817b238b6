import { AppError } from '../../../core/errors.ts';
import { addressKey } from '../../../core/http/limit.ts';
import type { ApiContext } from '../context.ts';
import type { CommentFrom } from '../contract.ts';
import { findOwnComment, type OwnComment } from '../store/thread/own-comment.ts';
import { identifyWriter, type Sender, wrongCode, wrongSite } from './identify.ts';

export interface OwnRequest {
  id: string;
  name: string;
  code?: string | undefined;
  visitor: CommentFrom;
}

/** A comment for whoever wrote it, by the same name and code, the same site or the same account. `not_found`, or `wrong_code` (forbidden). */
export async function requireOwn(
  ctx: ApiContext,
  asked: OwnRequest,
): Promise<{ comment: OwnComment; sender: Sender }> {
  ctx.conversation.limits.write.take(addressKey(asked.visitor.address));
  const sender = await identifyWriter(ctx, asked);
  const comment = await findOwnComment(ctx.db, asked.id);
  if (!comment) throw new AppError('not_found', 'This comment is not there any more.');
  if (!isOwn(comment, sender)) throw sender.site ? wrongSite(sender.site.url) : wrongCode();
  return { comment, sender };
}

function isOwn(comment: OwnComment, { account, site, identity }: Sender): boolean {
  if (account !== undefined) return comment.account === account.id;
  if (site !== undefined) return comment.site === site.url;
  return comment.commenter !== undefined && comment.commenter === identity?.known?.id;
}

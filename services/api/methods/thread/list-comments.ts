import type { ApiContext } from '../../context.ts';
import type { ListedResponse } from '../../contract.ts';
import { type CommentsQuery, listApproved } from '../../store/thread/comments.ts';

export async function listComments(
  { db }: ApiContext,
  asked: CommentsQuery,
): Promise<{ comments: ListedResponse[]; next?: string }> {
  const { rows, ...next } = await listApproved(db, asked);
  return { comments: rows, ...next };
}

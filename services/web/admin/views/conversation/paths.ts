import { z } from 'zod';
import { ResponseStatus } from '../../../../api/contract.ts';
import { withQuery } from '../../../views/paths.ts';

/** What the queue shows, as its address says. */
export const QueueQuery = z.object({
  status: ResponseStatus.catch('pending').default('pending'),
  q: z.string().trim().max(200).optional().catch(undefined),
  post: z.string().trim().max(200).optional().catch(undefined),
  /** All of one name and code. */
  commenter: z.uuid().optional().catch(undefined),
  after: z.string().max(200).optional().catch(undefined),
  /** The batch that was just decided. */
  done: z.uuid().optional().catch(undefined),
});
export type QueueQuery = z.infer<typeof QueueQuery>;

/** The queue's address with changes; a decision that was just made is not carried along. */
export function conversationPath(query: QueueQuery, changes: Partial<QueueQuery>): string {
  const { status, q, post, commenter, after, done } = { ...query, done: undefined, ...changes };
  return withQuery('/admin/conversation', {
    status: status === 'pending' ? undefined : status,
    q: q || undefined,
    post: post || undefined,
    commenter,
    after,
    done,
  });
}

/** Where a form of these screens may lead back to. */
export const Back = z
  .string()
  .max(1000)
  .regex(/^\/admin\/conversation(?:\/decisions)?(?:\?[^\s#]*)?$/)
  .catch('/admin/conversation');

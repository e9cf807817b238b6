import type { ApiContext } from '../context.ts';
import { postPath } from '../contract.ts';
import { findPost } from '../store/posts/own-posts.ts';
import { toSummary } from '../store/posts/post-row.ts';

/**
 * The body of a message: what happened, when, and the post and response that it is about as they are now. What is gone by
 * now is told by its ids alone.
 */
export async function composeMessage(
  { db, origin }: ApiContext,
  { event, data, at }: { event: string; data: Record<string, unknown>; at: string },
): Promise<string> {
  const { post: postId, response: responseId, ...rest } = data;
  const post = typeof postId === 'string' ? await findPost(db, postId) : undefined;
  const response =
    typeof responseId === 'string'
      ? await db
          .selectFrom('response')
          .select([
            'id',
            'kind',
            'origin',
            'status',
            'author_name',
            'author_url',
            'text',
            'source_url',
            'created_at',
          ])
          .where('id', '=', responseId)
          .executeTakeFirst()
      : undefined;
  return JSON.stringify({
    type: event,
    timestamp: at,
    data: {
      ...rest,
      ...(postId === undefined
        ? {}
        : { post: post ? { ...toSummary(post), url: origin + postPath(post) } : { id: postId } }),
      ...(responseId === undefined
        ? {}
        : {
            response: response
              ? {
                  id: response.id,
                  kind: response.kind,
                  origin: response.origin,
                  status: response.status,
                  author: { name: response.author_name, url: response.author_url ?? undefined },
                  text: response.text,
                  url: response.source_url ?? undefined,
                  createdAt: response.created_at.toISOString(),
                }
              : { id: responseId },
          }),
    },
  });
}

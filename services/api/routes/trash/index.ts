import { z } from 'zod';
import type { Http } from '../../../../core/http/http.ts';
import { limitByAddress } from '../../../../core/http/limit.ts';
import type { ApiContext } from '../../context.ts';
import { trashMethods } from '../../contract/trash.ts';
import { Post } from '../../contract.ts';
import { eraseDeletedPost } from '../../methods/trash/erase-deleted-post.ts';
import { listDeletedPosts } from '../../methods/trash/list-deleted-posts.ts';
import { undelete } from '../../posts/undelete.ts';
import { actorOf, needsScope } from '../caller.ts';
import { bearer, Cursor, Problem } from '../posts/schemas.ts';

const writes = limitByAddress({ burst: 120, perMinute: 240 });
const about = { tags: ['trash'], security: bearer };
const Id = z.object({ id: z.uuid() });

/** `/api/v1/trash`: posts that were deleted, for tokens and sessions with the scope `write`. */
export function trashRoutes(http: Http, ctx: ApiContext): void {
  const onRequest = [writes, needsScope(ctx, 'write')];

  http.get(
    '/api/v1/trash',
    {
      onRequest,
      schema: {
        ...about,
        operationId: 'listDeletedPosts',
        summary: 'List deleted posts, the last one first; each is kept for 30 days',
        querystring: z.object({ limit: z.coerce.number().int().min(1).max(100).default(20), cursor: Cursor }),
        response: { 200: trashMethods.listDeletedPosts.output, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const answer = await listDeletedPosts(ctx, request.query);
      reply.header('cache-control', 'private, no-store');
      return reply.send(answer);
    },
  );

  http.post(
    '/api/v1/trash/:id/restore',
    {
      onRequest,
      schema: {
        ...about,
        operationId: 'restoreDeletedPost',
        summary: 'Bring a deleted post back with its comments, mentions, revisions and old addresses',
        params: Id,
        response: { 200: Post, '4xx': Problem },
      },
    },
    async request => undelete(ctx, request.params.id, actorOf(request)),
  );

  http.delete(
    '/api/v1/trash/:id',
    {
      onRequest,
      schema: {
        ...about,
        operationId: 'eraseDeletedPost',
        summary: 'Erase a deleted post at once',
        params: Id,
        response: { 204: z.null().describe('It is gone for good'), '4xx': Problem },
      },
    },
    async (request, reply) => {
      await eraseDeletedPost(ctx, { ...request.params, actor: actorOf(request) });
      return reply.code(204).send(null);
    },
  );
}

import type { z } from 'zod';
import type { Http } from '../../../../core/http/http.ts';
import { limitByAddress } from '../../../../core/http/limit.ts';
import type { ApiContext } from '../../context.ts';
import { postMethods } from '../../contract/posts.ts';
import { bulkPosts } from '../../methods/posts/bulk-posts.ts';
import { callerOf, needsScope } from '../caller.ts';
import { bearer, Problem } from './schemas.ts';

const limit = limitByAddress({ burst: 10, perMinute: 30 });

/** `POST /api/v1/posts/bulk` does one thing to many posts. */
export function bulkRoute(http: Http, ctx: ApiContext): void {
  const { input, output } = postMethods.bulkPosts;
  const schema = {
    operationId: 'bulkPosts',
    summary: 'Publish, withdraw, delete, tag or hide many posts',
    description: 'Each post is a change of its own; the answer tells of each what came of it.',
    tags: ['posts'],
    security: bearer,
    body: input.omit({ by: true, address: true }).strict(),
    response: { 200: output, '4xx': Problem } satisfies Record<string, z.ZodType>,
  };
  http.post(
    '/api/v1/posts/bulk',
    { schema, onRequest: [limit, needsScope(ctx, 'write')] },
    async (request, reply) =>
      reply.send(
        await bulkPosts(ctx, { ...request.body, by: callerOf(request).account, address: request.ip }),
      ),
  );
}

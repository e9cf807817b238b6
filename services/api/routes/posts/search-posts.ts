import { z } from 'zod';
import type { Http } from '../../../../core/http/http.ts';
import { limitByAddress } from '../../../../core/http/limit.ts';
import type { ApiContext } from '../../context.ts';
import { postMethods } from '../../contract/posts.ts';
import { searchPosts } from '../../methods/posts/search-posts.ts';
import { notModified, unchanged } from './etags.ts';
import { Cursor, Problem, ReadHeaders } from './schemas.ts';

const searches = limitByAddress({ burst: 60, perMinute: 120 });

/** `GET /api/v1/search?query=…`: public posts that have all words, best first. */
export function searchRoute(http: Http, ctx: ApiContext): void {
  const schema = {
    operationId: 'searchPosts',
    summary: 'Search public posts',
    tags: ['posts'],
    querystring: z.object({
      query: z.string().min(1).max(200),
      limit: z.coerce.number().int().min(1).max(50).default(10),
      cursor: Cursor,
    }),
    headers: ReadHeaders,
    response: { 200: postMethods.searchPosts.output, '4xx': Problem },
  };
  http.get('/api/v1/search', { schema, onRequest: searches }, async (request, reply) => {
    if (await unchanged(ctx, request, reply)) return notModified(reply);
    return reply.send(await searchPosts(ctx, request.query));
  });
}

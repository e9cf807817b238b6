import { z } from 'zod';
import type { Http } from '../../../core/http/http.ts';
import { writerAccount } from '../caller.ts';
import type { ReaderContext } from '../context.ts';
import { recommendationMethods } from '../contract/recommendations.ts';
import { listRecommendations } from '../methods/recommendations/list-recommendations.ts';
import { recommend } from '../methods/recommendations/recommend.ts';
import { unrecommend } from '../methods/recommendations/unrecommend.ts';
import { ById, limit, security, tags } from './common.ts';

const { recommend: recommending, listRecommendations: listing } = recommendationMethods;
const Page = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional().describe('`next` of the page before'),
  tag: z.string().max(100).optional().describe('Of public feeds'),
});

export function recommendationRoutes(http: Http, ctx: ReaderContext): void {
  http.get(
    '/api/v1/reader/recommendations',
    {
      schema: {
        operationId: 'listRecommendations',
        summary: 'List what the owner recommends, the newest first',
        tags,
        querystring: Page,
        response: { 200: listing.output },
      },
    },
    async request => await listRecommendations(ctx, request.query),
  );

  http.put(
    '/api/v1/reader/recommendations/:id',
    {
      preHandler: limit,
      schema: {
        operationId: 'recommend',
        summary: 'Recommend an item in public',
        tags,
        security,
        params: ById,
        body: recommending.input.pick({ comment: true }),
        response: { 204: z.null().describe('It is recommended') },
      },
    },
    async (request, reply) => {
      const account = await writerAccount(ctx, request);
      await recommend(ctx, { ...request.params, ...request.body, account });
      return await reply.code(204).send(null);
    },
  );

  http.delete(
    '/api/v1/reader/recommendations/:id',
    {
      preHandler: limit,
      schema: {
        operationId: 'removeRecommendation',
        summary: 'Take a recommendation back',
        tags,
        security,
        params: ById,
        response: { 204: z.null().describe('It is recommended no more') },
      },
    },
    async (request, reply) => {
      await unrecommend(ctx, { ...request.params, account: await writerAccount(ctx, request) });
      return await reply.code(204).send(null);
    },
  );
}

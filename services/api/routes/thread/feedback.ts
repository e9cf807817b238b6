import { z } from 'zod';
import type { Http } from '../../../../core/http/http.ts';
import { limitByAddress } from '../../../../core/http/limit.ts';
import type { ApiContext } from '../../context.ts';
import { FeedbackCount, FeedbackWords, LONGEST_WORDS } from '../../contract.ts';
import { countFeedback } from '../../methods/thread/count-feedback.ts';
import { deleteFeedback } from '../../methods/thread/delete-feedback.ts';
import { giveFeedback } from '../../methods/thread/give-feedback.ts';
import { listFeedback } from '../../methods/thread/list-feedback.ts';
import { needsScope } from '../caller.ts';
import { bearer, Problem } from '../posts/schemas.ts';

const answers = limitByAddress({ burst: 20, perMinute: 20 });
const reads = limitByAddress({ burst: 120, perMinute: 240 });
const withProblem = { '4xx': Problem };
const tags = ['feedback'];

/** `/api/v1/feedback`: visitors answer whether a post was useful; the owner reads what they said. */
export function feedbackRoutes(http: Http, ctx: ApiContext): void {
  const owner = { onRequest: [reads, needsScope(ctx, 'admin')] };

  http.post(
    '/api/v1/feedback',
    {
      onRequest: answers,
      schema: {
        operationId: 'giveFeedback',
        summary: 'Say whether a post was useful',
        description: "The same visitor's second answer on a day takes the place of the first.",
        tags,
        body: z.strictObject({
          post: z.string().min(1).max(200).describe('Slug of the post'),
          useful: z.boolean(),
          words: z.string().max(LONGEST_WORDS).optional().describe('For the owner alone'),
        }),
        response: { 204: z.null().describe('It is counted'), ...withProblem },
      },
    },
    async (request, reply) => {
      const { post, useful, words } = request.body;
      const visitor = { address: request.ip, userAgent: request.headers['user-agent']?.slice(0, 500) };
      await giveFeedback(ctx, { slug: post, useful, words, visitor });
      return reply.code(204).send(null);
    },
  );

  http.get(
    '/api/v1/feedback/counts',
    {
      ...owner,
      schema: {
        operationId: 'countFeedback',
        summary: 'Count the answers of each post, those with the latest first',
        tags,
        security: bearer,
        querystring: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
        response: { 200: z.object({ posts: z.array(FeedbackCount) }), ...withProblem },
      },
    },
    async ({ query }) => countFeedback(ctx, query),
  );

  http.get(
    '/api/v1/feedback',
    {
      ...owner,
      schema: {
        operationId: 'listFeedback',
        summary: 'List what visitors added in words, newest first',
        tags,
        security: bearer,
        querystring: z.object({
          limit: z.coerce.number().int().min(1).max(100).default(20),
          cursor: z.string().max(200).optional(),
        }),
        response: {
          200: z.object({ answers: z.array(FeedbackWords), next: z.string().optional() }),
          ...withProblem,
        },
      },
    },
    async ({ query }) => listFeedback(ctx, query),
  );

  http.delete(
    '/api/v1/feedback/:id',
    {
      ...owner,
      schema: {
        operationId: 'deleteFeedback',
        summary: 'Delete what a visitor added in words',
        tags,
        security: bearer,
        params: z.object({ id: z.uuid() }),
        response: { 204: z.null().describe('It is deleted'), ...withProblem },
      },
    },
    async ({ params }, reply) => {
      await deleteFeedback(ctx, params);
      return reply.code(204).send(null);
    },
  );
}

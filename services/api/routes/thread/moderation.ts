import { z } from 'zod';
import type { Http } from '../../../../core/http/http.ts';
import { limitByAddress } from '../../../../core/http/limit.ts';
import type { ApiContext } from '../../context.ts';
import { oneOf, queueMethods } from '../../contract/queue.ts';
import {
  Block,
  Decision,
  DecisionAction,
  LONGEST_COMMENT,
  QueuedResponse,
  ResponseStatus,
} from '../../contract.ts';
import { addBlock } from '../../methods/thread/add-block.ts';
import { blockSender } from '../../methods/thread/block-sender.ts';
import { closeThread } from '../../methods/thread/close-thread.ts';
import { decideResponses } from '../../methods/thread/decide-responses.ts';
import { editResponse } from '../../methods/thread/edit-response.ts';
import { listBlocks } from '../../methods/thread/list-blocks.ts';
import { listDecisions } from '../../methods/thread/list-decisions.ts';
import { listResponses } from '../../methods/thread/list-responses.ts';
import { removeBlock } from '../../methods/thread/remove-block.ts';
import { undoDecision } from '../../methods/thread/undo-decision.ts';
import { actorOf, needsScope } from '../caller.ts';
import { bearer, Problem, ShortQuery } from '../posts/schemas.ts';

const writes = limitByAddress({ burst: 120, perMinute: 240 });
const withProblem = { '4xx': Problem };
const page = {
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
};
const about = { tags: ['moderation'], security: bearer };
const Id = z.object({ id: z.uuid() });

/** `/api/v1/responses`, `/api/v1/threads`, `/api/v1/decisions` and `/api/v1/blocks`: the queue, for tokens and sessions with the scope `moderate`. */
export function moderationRoutes(http: Http, ctx: ApiContext): void {
  const onRequest = [writes, needsScope(ctx, 'moderate')];

  http.get(
    '/api/v1/responses',
    {
      onRequest,
      schema: {
        ...about,
        operationId: 'listResponses',
        summary: 'List comments and mentions of one status, or of one commenter, newest first',
        querystring: z.object({
          ...page,
          status: ResponseStatus.optional().describe('`pending` unless given; any with `commenter`'),
          commenter: z.uuid().optional().describe('`commenter` of a response: all of one name and code'),
          post: z.string().max(200).optional().describe('Slug of a post'),
          text: z.string().max(200).optional().describe('Words that must all be somewhere in it'),
        }),
        response: {
          200: z.object({ responses: z.array(QueuedResponse), next: z.string().optional() }),
          ...withProblem,
        },
      },
    },
    async ({ query: { post, ...asked } }) => listResponses(ctx, { ...asked, slug: post }),
  );

  http.patch(
    '/api/v1/responses/:id',
    {
      onRequest,
      schema: {
        ...about,
        operationId: 'editResponse',
        summary: 'Change the words of a comment that was written here; the change can be undone',
        params: Id,
        body: z.strictObject({ markdown: z.string().max(LONGEST_COMMENT) }),
        response: { 200: z.object({ batch: z.string().optional() }), ...withProblem },
      },
    },
    async request => editResponse(ctx, { ...request.params, ...request.body, ...actorOf(request) }),
  );

  http.post(
    '/api/v1/responses/:id/block-sender',
    {
      onRequest,
      schema: {
        ...about,
        operationId: 'blockSender',
        summary: 'Block whoever sent a comment or mention, and hold it for spam',
        description:
          'Of a comment the network that it came from is blocked for a month, and its writer for good; of a mention the domain that it came from. The blocks can be taken away again, and the batch undone, each by its id.',
        params: Id,
        response: { 200: queueMethods.blockSender.output, ...withProblem },
      },
    },
    async request => blockSender(ctx, { ...request.params, ...actorOf(request) }),
  );

  http.patch(
    '/api/v1/threads/:post',
    {
      onRequest,
      schema: {
        ...about,
        operationId: 'closeThread',
        summary: 'Close the comments of one post, or open them again',
        params: z.object({ post: z.string().min(1).max(200).describe('Slug of the post') }),
        body: z.strictObject({ closed: z.boolean() }),
        response: { 204: z.null().describe('It is closed or open, as asked'), ...withProblem },
      },
    },
    async (request, reply) => {
      await closeThread(ctx, { slug: request.params.post, ...request.body, actor: actorOf(request) });
      return reply.code(204).send(null);
    },
  );

  http.get(
    '/api/v1/decisions',
    {
      onRequest,
      schema: {
        ...about,
        operationId: 'listDecisions',
        summary: 'List decisions, newest first',
        querystring: z.object(page),
        response: {
          200: z.object({ decisions: z.array(Decision), next: z.string().optional() }),
          ...withProblem,
        },
      },
    },
    async ({ query }) => listDecisions(ctx, query),
  );

  http.post(
    '/api/v1/decisions',
    {
      onRequest,
      schema: {
        ...about,
        operationId: 'decideResponses',
        summary: 'Decide on several comments and mentions at once, or on all of one commenter',
        body: z
          .strictObject({
            ids: z.array(z.uuid()).min(1).max(200).optional(),
            commenter: z.uuid().optional().describe('All that one name and code wrote'),
            action: DecisionAction,
          })
          .refine(oneOf, 'Give ids or a commenter, and not both.'),
        response: { 200: z.object({ changed: z.number(), batch: z.string().optional() }), ...withProblem },
      },
    },
    async request => decideResponses(ctx, { ...request.body, ...actorOf(request) }),
  );

  http.post(
    '/api/v1/decisions/:id/undo',
    {
      onRequest,
      schema: {
        ...about,
        operationId: 'undoDecision',
        summary: 'Undo a batch of decisions, except where somebody decided again since',
        params: Id,
        response: { 200: z.object({ restored: z.number(), skipped: z.number() }), ...withProblem },
      },
    },
    async request => undoDecision(ctx, { batch: request.params.id, actor: actorOf(request) }),
  );

  http.get(
    '/api/v1/blocks',
    {
      onRequest,
      schema: {
        ...about,
        operationId: 'listBlocks',
        summary: 'List what is held back',
        querystring: ShortQuery,
        response: { 200: z.object({ blocks: z.array(Block), next: z.string().optional() }), ...withProblem },
      },
    },
    async ({ query }) => listBlocks(ctx, query),
  );

  http.post(
    '/api/v1/blocks',
    {
      onRequest,
      schema: {
        ...about,
        operationId: 'addBlock',
        summary: 'Hold back what has a word, links to a domain or comes from an address',
        body: z.strictObject({
          kind: z.enum(['word', 'domain', 'address']),
          value: z.string().min(1).max(200),
          note: z.string().max(200).default(''),
        }),
        response: { 201: Block, ...withProblem },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await addBlock(ctx, { ...request.body, ...actorOf(request) })),
  );

  http.delete(
    '/api/v1/blocks/:id',
    {
      onRequest,
      schema: {
        ...about,
        operationId: 'removeBlock',
        summary: 'Let it through again',
        params: Id,
        response: { 204: z.null().describe('It is held back no more'), ...withProblem },
      },
    },
    async (request, reply) => {
      await removeBlock(ctx, { ...request.params, actor: actorOf(request) });
      return reply.code(204).send(null);
    },
  );
}

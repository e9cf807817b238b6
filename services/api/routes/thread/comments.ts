import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Http } from '../../../../core/http/http.ts';
import { limitByAddress } from '../../../../core/http/limit.ts';
import type { ApiContext } from '../../context.ts';
import { commentMethods } from '../../contract/comments.ts';
import { threadMethods } from '../../contract/thread.ts';
import {
  type CommentFrom,
  CommentInput,
  CommentResult,
  ListedResponse,
  LONGEST_COMMENT,
} from '../../contract.ts';
import { addComment } from '../../methods/thread/add-comment.ts';
import { beginComment } from '../../methods/thread/begin-comment.ts';
import { deleteComment } from '../../methods/thread/delete-comment.ts';
import { editComment } from '../../methods/thread/edit-comment.ts';
import { getThread } from '../../methods/thread/get-thread.ts';
import { listComments } from '../../methods/thread/list-comments.ts';
import { openComment } from '../../methods/thread/open-comment.ts';
import { deleteOwnComments, listOwnComments } from '../../methods/thread/own-comments.ts';
import { previewComment } from '../../methods/thread/preview-comment.ts';
import { findCaller } from '../caller.ts';
import { ConditionHeaders, commentTag, commentVersionAsked, conditionally } from '../posts/etags.ts';
import { bearer, Problem } from '../posts/schemas.ts';

/** Ten thousand characters in UTF-8, escaped as JSON. */
const bodyLimit = 96_000;
const reads = limitByAddress({ burst: 120, perMinute: 240 });
const writes = limitByAddress({ burst: 30, perMinute: 30 });

const withProblem = { '4xx': Problem };
const Id = z.object({ id: z.uuid() });
const Own = z.strictObject({ name: z.string().max(300), code: z.string().max(200) });
const security = [{}, ...bearer];
const tags = ['comments'];

async function visitorOf(ctx: ApiContext, request: FastifyRequest): Promise<CommentFrom> {
  const caller = await findCaller(ctx, request);
  return {
    address: request.ip,
    userAgent: request.headers['user-agent']?.slice(0, 500),
    account: caller?.account,
  };
}

/** `/api/v1/comments`: what visitors read and write, by name and code or, with a token or a session, by their account. */
export function commentRoutes(http: Http, ctx: ApiContext): void {
  http.get(
    '/api/v1/comments',
    {
      onRequest: reads,
      schema: {
        operationId: 'listComments',
        summary: 'List approved comments, newest first',
        tags,
        querystring: z.object({
          post: z.string().min(1).max(200).optional().describe('Slug of the one post to list'),
          limit: z.coerce.number().int().min(1).max(100).default(20),
          cursor: z.string().max(200).optional(),
        }),
        response: {
          200: z.object({ comments: z.array(ListedResponse), next: z.string().optional() }),
          ...withProblem,
        },
      },
    },
    async ({ query: { post, ...page } }, reply) =>
      reply.header('cache-control', 'no-cache').send(await listComments(ctx, { ...page, slug: post })),
  );

  http.get(
    '/api/v1/threads/:post',
    {
      onRequest: reads,
      schema: {
        operationId: 'getThread',
        summary:
          'Read all that stands under a post: comments, replies, likes, reposts, bookmarks, RSVPs, mentions',
        description:
          'Oldest first. What is gone but has replies holds their place, without name and words. Also tells whether it takes comments.',
        tags,
        params: z.object({ post: z.string().min(1).max(200).describe('Slug of the post') }),
        response: { 200: threadMethods.getThread.output, ...withProblem },
      },
    },
    async ({ params: { post } }, reply) =>
      reply.header('cache-control', 'no-cache').send(await getThread(ctx, { slug: post })),
  );

  http.get(
    '/api/v1/comments/challenge',
    {
      onRequest: reads,
      schema: {
        operationId: 'beginComment',
        summary:
          'Ask for a challenge, whose proof lets a comment pass for one from a browser, and for a code',
        description:
          'The proof is a number by which SHA-256 of `challenge:number` begins with `bits` zero bits. It counts once, from 3 seconds to 4 hours later.',
        tags,
        response: {
          200: z.object({ challenge: z.string(), bits: z.number().int(), code: z.string() }),
          ...withProblem,
        },
      },
    },
    async (_request, reply) => reply.header('cache-control', 'no-store').send(beginComment(ctx)),
  );

  http.post(
    '/api/v1/comments/preview',
    {
      onRequest: writes,
      bodyLimit,
      schema: {
        operationId: 'previewComment',
        summary: 'Render a comment without sending it',
        tags,
        body: z.strictObject({ markdown: z.string().min(1).max(LONGEST_COMMENT) }),
        response: { 200: z.object({ html: z.string() }), ...withProblem },
      },
    },
    async (request, reply) =>
      reply
        .header('cache-control', 'no-store')
        .send(await previewComment(ctx, { ...request.body, visitor: { address: request.ip } })),
  );

  http.post(
    '/api/v1/comments',
    {
      onRequest: writes,
      bodyLimit,
      schema: {
        operationId: 'addComment',
        summary: 'Add a comment',
        description: 'Answers 201 when it is shown at once, and 202 when it waits for approval.',
        tags,
        security,
        body: CommentInput.extend({ name: CommentInput.shape.name.default('') }).strict(),
        response: {
          201: CommentResult.describe('It is shown'),
          202: CommentResult.describe('It waits for approval'),
          ...withProblem,
        },
      },
    },
    async (request, reply) => {
      const result = await addComment(ctx, { ...request.body, visitor: await visitorOf(ctx, request) });
      return reply.code(result.status === 'approved' ? 201 : 202).send(result);
    },
  );

  http.post(
    '/api/v1/comments/:id/open',
    {
      onRequest: writes,
      bodyLimit,
      schema: {
        operationId: 'openComment',
        summary: 'Read a comment of one’s own as it was written, whether it is shown or not',
        tags,
        security,
        params: Id,
        body: Own.partial(),
        response: { 200: commentMethods.openComment.output, ...withProblem },
      },
    },
    async (request, reply) => {
      const visitor = await visitorOf(ctx, request);
      const comment = await openComment(ctx, { name: '', ...request.body, ...request.params, visitor });
      return reply.headers({ 'cache-control': 'no-store', etag: commentTag(comment) }).send(comment);
    },
  );

  http.post(
    '/api/v1/comments/own',
    {
      onRequest: writes,
      bodyLimit,
      schema: {
        operationId: 'listOwnComments',
        summary:
          'List all comments of one’s own, by the name and code that they were written with, newest first',
        tags,
        security,
        body: Own.partial().extend({
          limit: z.number().int().min(1).max(100).default(20),
          cursor: z.string().max(200).optional(),
        }),
        response: { 200: commentMethods.listOwnComments.output, ...withProblem },
      },
    },
    async (request, reply) => {
      const visitor = await visitorOf(ctx, request);
      const own = await listOwnComments(ctx, { name: '', ...request.body, visitor });
      return reply.header('cache-control', 'no-store').send(own);
    },
  );

  http.post(
    '/api/v1/comments/own/delete',
    {
      onRequest: writes,
      bodyLimit,
      schema: {
        operationId: 'deleteOwnComments',
        summary: 'Delete all comments of one’s own, by the name and code that they were written with',
        tags,
        security,
        body: Own.partial(),
        response: { 200: commentMethods.deleteOwnComments.output, ...withProblem },
      },
    },
    async request => {
      const visitor = await visitorOf(ctx, request);
      return deleteOwnComments(ctx, { name: '', ...request.body, visitor });
    },
  );

  http.patch(
    '/api/v1/comments/:id',
    {
      onRequest: writes,
      bodyLimit,
      schema: {
        operationId: 'editComment',
        summary: 'Change a comment of one’s own, by the name and code that it was written with',
        tags,
        security,
        params: Id,
        headers: ConditionHeaders,
        body: Own.partial().extend({ markdown: z.string().min(1).max(LONGEST_COMMENT) }),
        response: { 200: CommentResult, ...withProblem },
      },
    },
    async request => {
      const visitor = await visitorOf(ctx, request);
      const version = commentVersionAsked(request.headers['if-match'], request.params.id);
      const asked = { name: '', ...request.body, ...request.params, version, visitor };
      return conditionally(() => editComment(ctx, asked));
    },
  );

  http.delete(
    '/api/v1/comments/:id',
    {
      onRequest: writes,
      bodyLimit,
      schema: {
        operationId: 'deleteComment',
        summary: 'Delete a comment of one’s own, by the name and code that it was written with',
        tags,
        security,
        params: Id,
        headers: ConditionHeaders,
        body: Own.partial().optional(),
        response: { 200: CommentResult, ...withProblem },
      },
    },
    async request => {
      const visitor = await visitorOf(ctx, request);
      const version = commentVersionAsked(request.headers['if-match'], request.params.id);
      const asked = { name: '', ...request.body, ...request.params, version, visitor };
      return conditionally(() => deleteComment(ctx, asked));
    },
  );
}

import type { FastifyRequest } from 'fastify';
import { AppError } from '../../../../core/errors.ts';
import type { Http } from '../../../../core/http/http.ts';
import { limitByAddress } from '../../../../core/http/limit.ts';
import type { ApiContext } from '../../context.ts';
import { LONGEST_MARKDOWN } from '../../contract.ts';
import { deletePost } from '../../methods/posts/delete-post.ts';
import { getOwnPost } from '../../methods/posts/get-own-post.ts';
import { updatePost } from '../../methods/posts/update-post.ts';
import { createPost } from '../../posts/create.ts';
import { actorOf, callerOf, needsScope } from '../caller.ts';
import { conditionally, postTag, versionAsked } from './etags.ts';
import { answers, bearer, ChangeBody, CreateBody, Key, KeyHeaders, WriteHeaders } from './schemas.ts';

/** A million characters of Markdown in UTF-8, escaped as JSON. */
export const LARGEST_POST = 8_000_000;
const bodyLimit = LARGEST_POST;
const writes = limitByAddress({ burst: 120, perMinute: 240 });

/** `POST /api/v1/posts` makes a post. */
export function createRoute(http: Http, ctx: ApiContext): void {
  const schema = {
    operationId: 'createPost',
    summary: 'Make a post',
    tags: ['posts'],
    security: bearer,
    headers: KeyHeaders,
    body: CreateBody,
    response: answers.create,
  };
  http.post(
    '/api/v1/posts',
    { schema, bodyLimit, preValidation: refuseTooLong, onRequest: [writes, needsScope(ctx, 'write')] },
    async (request, reply) => {
      const caller = callerOf(request);
      const key = request.headers['idempotency-key'];
      const once = key === undefined ? undefined : { account: caller.account, key, body: request.body };
      const post = await createPost(ctx, request.body, { once, by: caller.account });
      if (!post) throw new AppError('internal', 'The post could not be saved.');
      return reply
        .code(201)
        .headers({ location: `${ctx.origin}/api/v1/posts/${post.id}`, etag: postTag(post) })
        .send(post);
    },
  );
}

/** `PATCH /api/v1/posts/{id or slug}` changes the fields that are sent. */
export function changeRoute(http: Http, ctx: ApiContext): void {
  const schema = {
    operationId: 'updatePost',
    summary: 'Change a post',
    tags: ['posts'],
    security: bearer,
    params: Key,
    headers: WriteHeaders,
    body: ChangeBody,
    response: answers.read,
  };
  http.patch(
    '/api/v1/posts/:key',
    { schema, bodyLimit, preValidation: refuseTooLong, onRequest: [writes, needsScope(ctx, 'write')] },
    async (request, reply) => {
      const before = await getOwnPost(ctx, request.params);
      const version = versionAsked(request.headers['if-match'], before);
      const { post } = await conditionally(() =>
        updatePost(ctx, {
          id: before.id,
          version,
          changes: request.body,
          by: callerOf(request).account,
          address: request.ip,
        }),
      );
      return reply.header('etag', postTag(post)).send(post);
    },
  );
}

/** `DELETE /api/v1/posts/{id or slug}`. */
export function deleteRoute(http: Http, ctx: ApiContext): void {
  const schema = {
    operationId: 'deletePost',
    summary: 'Delete a post',
    tags: ['posts'],
    security: bearer,
    params: Key,
    headers: WriteHeaders,
    response: answers.delete,
  };
  http.delete(
    '/api/v1/posts/:key',
    { schema, onRequest: [writes, needsScope(ctx, 'write')] },
    async (request, reply) => {
      const before = await getOwnPost(ctx, request.params);
      const version = versionAsked(request.headers['if-match'], before);
      await conditionally(() => deletePost(ctx, { id: before.id, version, actor: actorOf(request) }));
      return reply.code(204).send(null);
    },
  );
}

/** The text alone is too much: said as 413, which a program can tell from a mistake in a field. */
export async function refuseTooLong(request: FastifyRequest): Promise<void> {
  const { markdown } = (request.body ?? {}) as { markdown?: unknown };
  if (typeof markdown === 'string' && markdown.length > LONGEST_MARKDOWN)
    throw new AppError('invalid', `The Markdown is longer than ${LONGEST_MARKDOWN} characters.`, {
      reason: 'too_large',
      details: { field: 'markdown' },
    });
}

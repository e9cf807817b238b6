import { z } from 'zod';
import type { Http } from '../../../../core/http/http.ts';
import { limitByAddress } from '../../../../core/http/limit.ts';
import type { ApiContext } from '../../context.ts';
import { revisionMethods } from '../../contract/revisions.ts';
import { Diff } from '../../contract.ts';
import { getOwnPost } from '../../methods/posts/get-own-post.ts';
import { diffRevisions } from '../../methods/revisions/diff-revisions.ts';
import { getRevisionOf } from '../../methods/revisions/get-revision-of.ts';
import { listRevisions } from '../../methods/revisions/list-revisions.ts';
import { restoreRevision } from '../../methods/revisions/restore-revision.ts';
import { callerOf, needsScope } from '../caller.ts';
import { conditionally, postTag, versionAsked } from './etags.ts';
import { answers, bearer, Cursor, Key, Problem, WriteHeaders } from './schemas.ts';

const common = { tags: ['revisions'], security: bearer };
const noStore = { 'cache-control': 'private, no-store' };
const Version = z.coerce.number().int().min(1).max(2_147_483_646);
const OneVersion = Key.extend({ version: Version });
const writes = limitByAddress({ burst: 60, perMinute: 120 });

/** `GET /api/v1/posts/{key}/revisions`: what a post was, newest first. */
export function listRevisionsRoute(http: Http, ctx: ApiContext): void {
  const schema = {
    ...common,
    operationId: 'listRevisions',
    summary: 'List what a post was, newest first',
    params: Key,
    querystring: z.object({ limit: z.coerce.number().int().min(1).max(100).default(20), cursor: Cursor }),
    response: { 200: revisionMethods.listRevisions.output, '4xx': Problem },
  };
  http.get(
    '/api/v1/posts/:key/revisions',
    { schema, onRequest: needsScope(ctx, 'read') },
    async (request, reply) => {
      const answer = await listRevisions(ctx, { id: request.params.key, ...request.query });
      return reply.headers(noStore).send(answer);
    },
  );
}

/** `GET /api/v1/posts/{key}/revisions/{version}`. */
export function readRevisionRoute(http: Http, ctx: ApiContext): void {
  const schema = {
    ...common,
    operationId: 'getRevision',
    summary: 'Read what a post was at one version',
    params: OneVersion,
    response: { 200: revisionMethods.getRevisionOf.output, '4xx': Problem },
  };
  http.get(
    '/api/v1/posts/:key/revisions/:version',
    { schema, onRequest: needsScope(ctx, 'read') },
    async (request, reply) => {
      const { key, version } = request.params;
      return reply.headers(noStore).send(await getRevisionOf(ctx, { id: key, version }));
    },
  );
}

/** `POST /api/v1/posts/{key}/revisions/{version}/restore` makes the content what it was. */
export function restoreRoute(http: Http, ctx: ApiContext): void {
  const schema = {
    ...common,
    operationId: 'restoreRevision',
    summary: 'Make the content of a post what it was',
    description: 'Its address, status, visibility and times stay.',
    params: OneVersion,
    headers: WriteHeaders,
    response: answers.read,
  };
  http.post(
    '/api/v1/posts/:key/revisions/:version/restore',
    { schema, onRequest: [writes, needsScope(ctx, 'write')] },
    async (request, reply) => {
      const before = await getOwnPost(ctx, request.params);
      const { post } = await conditionally(() =>
        restoreRevision(ctx, {
          id: before.id,
          version: request.params.version,
          current: versionAsked(request.headers['if-match'], before),
          by: callerOf(request).account,
        }),
      );
      return reply.header('etag', postTag(post)).send(post);
    },
  );
}

/** `GET /api/v1/posts/{key}/diff?from=…&to=…`: how one version differs from another, or from the post as it is. */
export function diffRoute(http: Http, ctx: ApiContext): void {
  const schema = {
    ...common,
    operationId: 'diffRevisions',
    summary: 'Compare two versions of a post',
    params: Key,
    querystring: z.object({
      from: Version,
      to: Version.optional().describe('The version of now unless given'),
    }),
    response: { 200: Diff, '4xx': Problem },
  };
  http.get(
    '/api/v1/posts/:key/diff',
    { schema, onRequest: needsScope(ctx, 'read') },
    async (request, reply) =>
      reply.headers(noStore).send(await diffRevisions(ctx, { id: request.params.key, ...request.query })),
  );
}

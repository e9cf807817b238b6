import { z } from 'zod';
import type { Http } from '../../../../core/http/http.ts';
import { limitByAddress } from '../../../../core/http/limit.ts';
import type { ApiContext } from '../../context.ts';
import { writingMethods } from '../../contract/writing.ts';
import { PostInput, WorkingCopy } from '../../contract.ts';
import { getOwnPost } from '../../methods/posts/get-own-post.ts';
import { saveWorkingCopy } from '../../methods/writing/save-working-copy.ts';
import { type CopyKey, findCopy, listCopies, removeCopy } from '../../store/writing/working-copies.ts';
import { callerOf, needsScope } from '../caller.ts';
import { conditionally, copyTag, copyVersionAsked } from './etags.ts';
import { bearer, Key, Problem } from './schemas.ts';
import { LARGEST_POST } from './write-posts.ts';

const common = { tags: ['writing'], security: bearer };
const writes = limitByAddress({ burst: 120, perMinute: 240 });
const noStore = { 'cache-control': 'private, no-store' };
const PATH = '/api/v1/posts/:key/working-copy';

/** `/api/v1/posts/{key}/working-copy` and `/api/v1/working-copies`: what the caller has changed in a post and not published yet. */
export function workingCopyRoutes(http: Http, ctx: ApiContext): void {
  const onRequest = [writes, needsScope(ctx, 'write')];
  const keyOf = async (request: object, params: { key: string }): Promise<CopyKey> => ({
    post: (await getOwnPost(ctx, params)).id,
    account: callerOf(request).account,
  });

  http.get(
    '/api/v1/working-copies',
    {
      onRequest,
      schema: {
        ...common,
        operationId: 'listWorkingCopies',
        summary: 'List one’s own working copies, newest first',
        querystring: z.object({ limit: z.coerce.number().int().min(1).max(100).default(20) }),
        response: { 200: writingMethods.listWorkingCopies.output, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const copies = await listCopies(ctx.db, callerOf(request).account, request.query.limit);
      return reply.headers(noStore).send({ copies });
    },
  );

  http.get(
    PATH,
    {
      onRequest,
      schema: {
        ...common,
        operationId: 'getWorkingCopy',
        summary: 'Read one’s own working copy of a post, if there is one',
        params: Key,
        response: { 200: writingMethods.getWorkingCopy.output, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const copy = await findCopy(ctx.db, await keyOf(request, request.params));
      return reply.headers({ ...noStore, etag: copyTag(copy?.version ?? 0) }).send({ copy });
    },
  );

  http.put(
    PATH,
    {
      onRequest,
      bodyLimit: LARGEST_POST,
      schema: {
        ...common,
        operationId: 'saveWorkingCopy',
        summary: 'Keep a working copy in the place of the one that is there',
        params: Key,
        headers: z.object({
          'if-match': z
            .string()
            .optional()
            .describe('ETag of the copy that was read; 412 when another window has saved it since'),
        }),
        body: WorkingCopy.pick({ baseVersion: true })
          .extend({ content: PostInput.partial().strict() })
          .strict(),
        response: { 200: writingMethods.saveWorkingCopy.output, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const key = await keyOf(request, request.params);
      const asked = copyVersionAsked(request.headers['if-match']);
      const version = asked ?? (await findCopy(ctx.db, key))?.version ?? 0;
      const saved = await conditionally(() => saveWorkingCopy(ctx, { ...key, ...request.body, version }));
      return reply.headers({ ...noStore, etag: copyTag(saved.version) }).send(saved);
    },
  );

  http.delete(
    PATH,
    {
      onRequest,
      schema: {
        ...common,
        operationId: 'dropWorkingCopy',
        summary: 'Throw one’s own working copy of a post away',
        params: Key,
        response: { 204: z.null().describe('It is gone'), '4xx': Problem },
      },
    },
    async (request, reply) => {
      await removeCopy(ctx.db, await keyOf(request, request.params));
      return reply.code(204).send(null);
    },
  );
}

import { z } from 'zod';
import { AppError } from '../../../../core/errors.ts';
import type { Http } from '../../../../core/http/http.ts';
import { limitByAddress } from '../../../../core/http/limit.ts';
import type { ApiContext } from '../../context.ts';
import { redirectMethods } from '../../contract/redirects.ts';
import { Redirect, RedirectStatus } from '../../contract.ts';
import { deleteRedirect } from '../../methods/redirects/delete-redirect.ts';
import { listRedirects } from '../../methods/redirects/list-redirects.ts';
import { saveRedirect } from '../../methods/redirects/save-redirect.ts';
import { readablePath } from '../../redirects/paths.ts';
import { findRedirect } from '../../store/redirects/redirects.ts';
import { needsScope } from '../caller.ts';
import { actorOf } from '../people/shared.ts';
import { ConditionHeaders, precondition, tagOf } from '../posts/etags.ts';
import { bearer, Cursor, Problem } from '../posts/schemas.ts';

const common = { tags: ['redirects'], security: bearer };
const writes = limitByAddress({ burst: 120, perMinute: 240 });
const Path = z.string().min(1).max(1000);

export function redirectRoutes(http: Http, ctx: ApiContext): void {
  listRoute(http, ctx); //   GET    /api/v1/redirects
  readRoute(http, ctx); //   GET    /api/v1/redirects/one?path=…
  saveRoute(http, ctx); //   PUT    /api/v1/redirects
  deleteRoute(http, ctx); // DELETE /api/v1/redirects?path=…
}

function listRoute(http: Http, ctx: ApiContext): void {
  const schema = {
    ...common,
    operationId: 'listRedirects',
    summary: 'List redirects by path',
    querystring: z.object({
      limit: z.coerce.number().int().min(1).max(100).default(20),
      cursor: Cursor,
      query: z.string().max(200).optional().describe('A part of the path or the target'),
    }),
    response: { 200: redirectMethods.listRedirects.output, '4xx': Problem },
  };
  http.get('/api/v1/redirects', { schema, onRequest: needsScope(ctx, 'read') }, async (request, reply) => {
    const answer = await listRedirects(ctx, request.query);
    reply.header('cache-control', 'private, no-store');
    return reply.send(answer);
  });
}

function readRoute(http: Http, ctx: ApiContext): void {
  const schema = {
    ...common,
    operationId: 'getRedirect',
    summary: 'Read the redirect of a path',
    querystring: z.object({ path: Path }),
    response: { 200: Redirect, '4xx': Problem },
  };
  http.get(
    '/api/v1/redirects/one',
    { schema, onRequest: needsScope(ctx, 'read') },
    async (request, reply) => {
      const { path } = request.query;
      const redirect = await findRedirect(ctx.db, readablePath(path) ?? path);
      if (!redirect) throw new AppError('not_found', `There is no redirect at ${path}.`);
      return reply.headers({ etag: tagOf(redirect), 'cache-control': 'private, no-cache' }).send(redirect);
    },
  );
}

function saveRoute(http: Http, ctx: ApiContext): void {
  const schema = {
    ...common,
    operationId: 'saveRedirect',
    summary: 'Make the redirect of a path, or change it',
    headers: ConditionHeaders.extend({
      'if-none-match': z.string().optional().describe('`*`: 412 when the path leads somewhere already'),
    }),
    body: z.strictObject({
      path: Path,
      target: z.string().max(2000).optional().describe('A path on this site or an address; none with 410'),
      status: RedirectStatus.default(301),
    }),
    response: { 200: Redirect, '4xx': Problem },
  };
  http.put(
    '/api/v1/redirects',
    { schema, onRequest: [writes, needsScope(ctx, 'admin')] },
    async (request, reply) => {
      const asked = { ...request.body, actor: actorOf(request) };
      const redirect = await saveRedirect(ctx, asked, precondition(request.headers));
      return reply.header('etag', tagOf(redirect)).send(redirect);
    },
  );
}

function deleteRoute(http: Http, ctx: ApiContext): void {
  const schema = {
    ...common,
    operationId: 'deleteRedirect',
    summary: 'Remove the redirect of a path',
    headers: ConditionHeaders,
    querystring: z.object({ path: Path }),
    response: { 204: z.null().describe('The path leads nowhere else now'), '4xx': Problem },
  };
  http.delete(
    '/api/v1/redirects',
    { schema, onRequest: [writes, needsScope(ctx, 'admin')] },
    async (request, reply) => {
      const asked = { ...request.query, actor: actorOf(request) };
      await deleteRedirect(ctx, asked, precondition(request.headers));
      return reply.code(204).send(null);
    },
  );
}

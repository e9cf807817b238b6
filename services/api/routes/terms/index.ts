import { z } from 'zod';
import type { Http } from '../../../../core/http/http.ts';
import { limitByAddress } from '../../../../core/http/limit.ts';
import type { ApiContext } from '../../context.ts';
import { Term, TermChanges, type TermKind, termMethods } from '../../contract.ts';
import { listParts, mergeTerms, orderSeries, updateTerm } from '../../methods/terms/change-term.ts';
import { getTerm } from '../../methods/terms/get-term.ts';
import { listTerms } from '../../store/terms/terms.ts';
import { actorOf, needsScope } from '../caller.ts';
import { bearer, Problem } from '../posts/schemas.ts';

const Params = z.object({ slug: z.string().min(1).max(200) });
const limit = limitByAddress({ burst: 60, perMinute: 60 });
const problem = { '4xx': Problem };

/** What is said of tags and series, and their names, for whoever has the scope `write`. */
export function termRoutes(http: Http, ctx: ApiContext): void {
  routesOf(http, ctx, 'tag', '/api/v1/own-tags', 'Tag');
  routesOf(http, ctx, 'series', '/api/v1/own-series', 'Series');
  const onRequest = [limit, needsScope(ctx, 'write')];
  const about = (operationId: string, summary: string) => ({
    operationId,
    summary,
    tags: ['posts'],
    security: bearer,
    params: Params,
  });
  const response = { 200: termMethods.listParts.output, ...problem };

  http.get(
    '/api/v1/own-series/:slug/parts',
    {
      onRequest,
      schema: {
        ...about('listSeriesParts', 'List the posts of a series in their order, drafts too'),
        response,
      },
    },
    async (request, reply) => reply.send(await listParts(ctx, request.params)),
  );
  http.put(
    '/api/v1/own-series/:slug/parts',
    {
      onRequest,
      schema: {
        ...about('orderSeries', 'Put the posts of a series in order'),
        description:
          'The ids of its posts, first to last. Those that are not named come after, by their time.',
        body: z.object({ posts: z.array(z.uuid()).max(500) }).strict(),
        response,
      },
    },
    async (request, reply) =>
      reply.send(await orderSeries(ctx, { ...request.params, ...request.body, actor: actorOf(request) })),
  );
}

function routesOf(http: Http, ctx: ApiContext, kind: TermKind, path: string, noun: string): void {
  const onRequest = [limit, needsScope(ctx, 'write')];
  const word = noun.toLowerCase();
  const schema = (operationId: string, summary: string) => ({
    operationId,
    summary,
    tags: ['posts'],
    security: bearer,
  });
  const response = { 200: Term, ...problem };

  http.get(
    path,
    {
      onRequest,
      schema: {
        ...schema(`listOwn${noun}${kind === 'tag' ? 's' : ''}`, `List each ${word} with what is said of it`),
        response: { 200: z.object({ terms: z.array(Term) }), ...problem },
      },
    },
    async (_request, reply) => reply.send({ terms: await listTerms(ctx.db, kind) }),
  );
  http.get(
    `${path}/:slug`,
    { onRequest, schema: { ...schema(`getOwn${noun}`, `Read a ${word}`), params: Params, response } },
    async (request, reply) => reply.send(await getTerm(ctx, { kind, ...request.params })),
  );
  http.patch(
    `${path}/:slug`,
    {
      onRequest,
      schema: {
        ...schema(`update${noun}`, `Rename or describe a ${word}`),
        description:
          'Another name is another address, unless both spell alike; the old address and those of its feeds lead there. 409 when another has that name: merge them then.',
        params: Params,
        body: TermChanges.strict(),
        response,
      },
    },
    async (request, reply) =>
      reply.send(
        await updateTerm(ctx, { kind, ...request.params, changes: request.body, actor: actorOf(request) }),
      ),
  );
  http.post(
    `${path}/:slug/merge`,
    {
      onRequest,
      schema: {
        ...schema(`merge${noun}`, `Put the posts of one ${word} into another`),
        description: 'Name and description of the other stay, and the old addresses lead there.',
        params: Params,
        body: z.object({ into: z.string().min(1).max(200) }).strict(),
        response,
      },
    },
    async (request, reply) =>
      reply.send(
        await mergeTerms(ctx, { kind, ...request.params, ...request.body, actor: actorOf(request) }),
      ),
  );
}

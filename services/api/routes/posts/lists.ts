import { z } from 'zod';
import type { Http } from '../../../../core/http/http.ts';
import type { ApiContext } from '../../context.ts';
import { postMethods } from '../../contract/posts.ts';
import { getSeries } from '../../methods/posts/get-series.ts';
import { listSeries } from '../../methods/posts/list-series.ts';
import { listTags } from '../../methods/posts/list-tags.ts';
import { listYears } from '../../methods/posts/list-years.ts';
import { notModified, unchanged } from './etags.ts';
import { Problem, ReadHeaders } from './schemas.ts';

const common = { tags: ['posts'], headers: ReadHeaders };

/** `GET /api/v1/tags`: tags of public posts with how many there are, by name. */
export function listTagsRoute(http: Http, ctx: ApiContext): void {
  const response = { 200: postMethods.listTags.output, '4xx': Problem };
  const schema = { ...common, operationId: 'listTags', summary: 'List the tags of public posts', response };
  http.get('/api/v1/tags', { schema }, async (request, reply) =>
    (await unchanged(ctx, request, reply)) ? notModified(reply) : reply.send(await listTags(ctx)),
  );
}

/** `GET /api/v1/years`: years with public posts, newest first. */
export function listYearsRoute(http: Http, ctx: ApiContext): void {
  const response = { 200: postMethods.listYears.output, '4xx': Problem };
  const schema = {
    ...common,
    operationId: 'listYears',
    summary: 'List the years with public posts',
    response,
  };
  http.get('/api/v1/years', { schema }, async (request, reply) =>
    (await unchanged(ctx, request, reply)) ? notModified(reply) : reply.send(await listYears(ctx)),
  );
}

/** `GET /api/v1/series`: series that have public posts, by name. */
export function listSeriesRoute(http: Http, ctx: ApiContext): void {
  const response = { 200: postMethods.listSeries.output, '4xx': Problem };
  const schema = {
    ...common,
    operationId: 'listSeries',
    summary: 'List the series of public posts',
    response,
  };
  http.get('/api/v1/series', { schema }, async (request, reply) =>
    (await unchanged(ctx, request, reply)) ? notModified(reply) : reply.send(await listSeries(ctx)),
  );
}

/** `GET /api/v1/series/{slug}`: the public posts of a series in their order. */
export function readSeriesRoute(http: Http, ctx: ApiContext): void {
  const schema = {
    ...common,
    operationId: 'getSeries',
    summary: 'Read a series',
    params: z.object({ slug: z.string().min(1).max(200) }),
    response: { 200: postMethods.getSeries.output, '4xx': Problem },
  };
  http.get('/api/v1/series/:slug', { schema }, async (request, reply) =>
    (await unchanged(ctx, request, reply))
      ? notModified(reply)
      : reply.send(await getSeries(ctx, request.params)),
  );
}

import { z } from 'zod';
import type { Http } from '../../core/http/http.ts';
import { limitByAddress } from '../../core/http/limit.ts';
import { requireWriter, seesPublicOnly } from './caller.ts';
import type { ReaderContext } from './context.ts';
import { Feed, Item, readerContract } from './contract.ts';
import { exportOpml } from './methods/export-opml.ts';
import { listFeeds } from './methods/list-feeds.ts';
import { listItems } from './methods/list-items.ts';
import { pollNow } from './methods/poll-now.ts';
import { searchItems } from './methods/search-items.ts';
import { subscribe } from './methods/subscribe.ts';
import { unsubscribe } from './methods/unsubscribe.ts';
import { updateFeed } from './methods/update-feed.ts';

const { subscribe: subscribing, updateFeed: updating, pollNow: polling } = readerContract.methods;

const WRITES = { burst: 60, perMinute: 120 };
const ITEMS = z.object({
  q: z.string().min(1).max(200).optional().describe('Words to find; "phrases", or, and -not are understood'),
  feed: z.string().max(20).optional(),
  tag: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional().describe('`next` of the page before'),
});
const ById = z.object({ id: z.string().max(20) });
const SECURITY = [{ token: [] }];

/** Every public route of the reader. With a token the reads give everything, without one what is public. */
export function addRoutes(http: Http, ctx: ReaderContext): void {
  const tags = ['reader'];
  const mayWrite = {
    preHandler: [limitByAddress(WRITES), (request: Request) => requireWriter(ctx, request)],
  };
  type Request = Parameters<typeof requireWriter>[1];

  http.get(
    '/api/v1/reader/feeds',
    { schema: { summary: 'List feeds', tags, response: { 200: z.object({ feeds: z.array(Feed) }) } } },
    async request => await listFeeds(ctx, { publicOnly: await seesPublicOnly(ctx, request) }),
  );

  http.get(
    '/api/v1/reader/items',
    {
      schema: {
        summary: 'List or find items, newest first',
        tags,
        querystring: ITEMS,
        response: { 200: z.object({ items: z.array(Item), next: z.string().optional() }) },
      },
    },
    async request => {
      const { q, feed, ...list } = request.query;
      const publicOnly = await seesPublicOnly(ctx, request);
      if (q !== undefined) return await searchItems(ctx, { query: q, limit: list.limit, publicOnly });
      return await listItems(ctx, { ...list, feedId: feed, publicOnly });
    },
  );

  http.post(
    '/api/v1/reader/subscriptions',
    {
      ...mayWrite,
      schema: {
        summary: 'Subscribe to a feed, or to the feed that a page names',
        tags,
        security: SECURITY,
        body: subscribing.input,
        response: { 200: subscribing.output, 201: subscribing.output },
      },
    },
    async (request, reply) => {
      const signal = AbortSignal.any([
        request.call.signal ?? new AbortController().signal,
        AbortSignal.timeout(subscribing.timeout),
      ]);
      const answer = await subscribe(ctx, request.body, { signal });
      return await reply.code(answer.created ? 201 : 200).send(answer);
    },
  );

  http.patch(
    '/api/v1/reader/subscriptions/:id',
    {
      ...mayWrite,
      schema: {
        summary: 'Rename a feed, change its tags or whether visitors see it',
        tags,
        security: SECURITY,
        params: ById,
        body: updating.input.omit({ id: true }),
        response: { 200: updating.output },
      },
    },
    async request => await updateFeed(ctx, { ...request.body, id: request.params.id }),
  );

  http.delete(
    '/api/v1/reader/subscriptions/:id',
    {
      ...mayWrite,
      schema: {
        summary: 'Unsubscribe; the items of the feed go too',
        tags,
        security: SECURITY,
        params: ById,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await unsubscribe(ctx, request.params);
      return await reply.code(204).send(null);
    },
  );

  http.post(
    '/api/v1/reader/feeds/:id/poll',
    {
      ...mayWrite,
      schema: {
        summary: 'Poll a feed now',
        tags,
        security: SECURITY,
        params: ById,
        response: { 200: polling.output },
      },
    },
    async request => {
      const signal = request.call.signal ?? new AbortController().signal;
      return await pollNow(ctx, request.params, { signal });
    },
  );

  http.get(
    '/reader/opml',
    { schema: { summary: 'The public reading list as OPML 2.0', tags } },
    async (_request, reply) => {
      const { opml } = await exportOpml(ctx, { publicOnly: true });
      return await reply
        .type('text/x-opml; charset=utf-8')
        .header('cache-control', 'public, max-age=300')
        .send(opml);
    },
  );
}

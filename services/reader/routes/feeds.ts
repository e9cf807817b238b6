import { z } from 'zod';
import type { Http } from '../../../core/http/http.ts';
import { viewerAccount, writerAccount } from '../caller.ts';
import type { ReaderContext } from '../context.ts';
import { Feed, feedMethods } from '../contract/feeds.ts';
import { listFeeds } from '../methods/feeds/list-feeds.ts';
import { pollNow } from '../methods/feeds/poll-now.ts';
import { renameTag } from '../methods/feeds/rename-tag.ts';
import { subscribe } from '../methods/feeds/subscribe.ts';
import { unsubscribe } from '../methods/feeds/unsubscribe.ts';
import { updateFeed } from '../methods/feeds/update-feed.ts';
import { ById, limit, security, tags } from './common.ts';

const { subscribe: subscribing, updateFeed: updating, pollNow: polling, renameTag: renaming } = feedMethods;

export function feedRoutes(http: Http, ctx: ReaderContext): void {
  http.get(
    '/api/v1/reader/feeds',
    {
      schema: {
        operationId: 'listFeeds',
        summary: 'List feeds',
        tags,
        response: { 200: z.object({ feeds: z.array(Feed) }) },
      },
    },
    async request => await listFeeds(ctx, { account: await viewerAccount(ctx, request) }),
  );

  http.post(
    '/api/v1/reader/subscriptions',
    {
      preHandler: limit,
      schema: {
        operationId: 'subscribe',
        summary: 'Subscribe to a feed, or to the feed that a page names',
        tags,
        security,
        body: subscribing.input.omit({ account: true }),
        response: { 200: subscribing.output, 201: subscribing.output },
      },
    },
    async (request, reply) => {
      const account = await writerAccount(ctx, request);
      const signal = AbortSignal.any([
        request.call.signal ?? new AbortController().signal,
        AbortSignal.timeout(subscribing.timeout),
      ]);
      const answer = await subscribe(ctx, { ...request.body, account }, { signal });
      return await reply.code(answer.created ? 201 : 200).send(answer);
    },
  );

  http.patch(
    '/api/v1/reader/subscriptions/:id',
    {
      preHandler: limit,
      schema: {
        operationId: 'updateFeed',
        summary: 'Rename a feed, change its tags or whether visitors see it',
        tags,
        security,
        params: ById,
        body: updating.input.omit({ id: true, account: true }),
        response: { 200: updating.output },
      },
    },
    async request => {
      const account = await writerAccount(ctx, request);
      return await updateFeed(ctx, { ...request.body, account, id: request.params.id });
    },
  );

  http.delete(
    '/api/v1/reader/subscriptions/:id',
    {
      preHandler: limit,
      schema: {
        operationId: 'unsubscribe',
        summary: 'Unsubscribe; a feed that nobody else reads goes with its items, except the starred',
        tags,
        security,
        params: ById,
        response: { 204: z.null().describe('It is read here no more') },
      },
    },
    async (request, reply) => {
      await unsubscribe(ctx, { ...request.params, account: await writerAccount(ctx, request) });
      return await reply.code(204).send(null);
    },
  );

  http.post(
    '/api/v1/reader/tags',
    {
      preHandler: limit,
      schema: {
        operationId: 'renameReaderTag',
        summary: 'Give a tag of feeds and items another name, or take it off all',
        tags,
        security,
        body: renaming.input.omit({ account: true }),
        response: { 200: renaming.output },
      },
    },
    async request => await renameTag(ctx, { ...request.body, account: await writerAccount(ctx, request) }),
  );

  http.post(
    '/api/v1/reader/feeds/:id/poll',
    {
      preHandler: limit,
      schema: {
        operationId: 'pollFeed',
        summary: 'Poll a feed now',
        tags,
        security,
        params: ById,
        response: { 200: polling.output },
      },
    },
    async request => {
      const account = await writerAccount(ctx, request);
      const signal = request.call.signal ?? new AbortController().signal;
      return await pollNow(ctx, { ...request.params, account }, { signal });
    },
  );
}

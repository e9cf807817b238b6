import type { Http } from '../../../core/http/http.ts';
import { readerAccount, writerAccount } from '../caller.ts';
import type { ReaderContext } from '../context.ts';
import { healthMethods } from '../contract/health.ts';
import { optionsMethods, SetFeedOptions } from '../contract/options.ts';
import { feedHealth } from '../methods/feeds/feed-health.ts';
import { listFeedProblems } from '../methods/feeds/list-feed-problems.ts';
import { getFeedOptions, setFeedOptions } from '../methods/feeds/set-feed-options.ts';
import { ById, limit, security, tags } from './common.ts';

/** How feeds are, and how single ones are fetched. Only with a token: what is wrong concerns nobody else. */
export function healthRoutes(http: Http, ctx: ReaderContext): void {
  http.get(
    '/api/v1/reader/problems',
    {
      schema: {
        tags,
        security,
        operationId: 'listFeedProblems',
        summary: 'List the feeds with which something is wrong, longest first',
        response: { 200: healthMethods.listFeedProblems.output },
      },
    },
    async request => await listFeedProblems(ctx, { account: await readerAccount(ctx, request) }),
  );

  http.get(
    '/api/v1/reader/feeds/:id/health',
    {
      schema: {
        tags,
        security,
        operationId: 'getFeedHealth',
        summary: 'What is wrong with a feed, what was tried, and when and why it is polled next',
        params: ById,
        response: { 200: healthMethods.feedHealth.output },
      },
    },
    async request => await feedHealth(ctx, { ...request.params, account: await readerAccount(ctx, request) }),
  );

  http.get(
    '/api/v1/reader/feeds/:id/options',
    {
      schema: {
        tags,
        security,
        operationId: 'getFeedOptions',
        summary: 'How a feed is fetched; of secrets only whether they are set',
        params: ById,
        response: { 200: optionsMethods.getFeedOptions.output },
      },
    },
    async request =>
      await getFeedOptions(ctx, { ...request.params, account: await readerAccount(ctx, request) }),
  );

  http.patch(
    '/api/v1/reader/feeds/:id/options',
    {
      preHandler: limit,
      schema: {
        tags,
        security,
        operationId: 'setFeedOptions',
        summary: 'Set the user agent, cookie, password or proxy of a feed; null takes one away',
        params: ById,
        body: SetFeedOptions.omit({ id: true, account: true }),
        response: { 200: optionsMethods.setFeedOptions.output },
      },
    },
    async request => {
      const account = await writerAccount(ctx, request);
      return await setFeedOptions(ctx, { ...request.body, account, id: request.params.id });
    },
  );
}

import { z } from 'zod';
import type { Http } from '../../../core/http/http.ts';
import { readerAccount, writerAccount } from '../caller.ts';
import type { ReaderContext } from '../context.ts';
import { articleMethods } from '../contract/articles.ts';
import { getFullText } from '../methods/articles/get-full-text.ts';
import { removeSaved } from '../methods/articles/remove-saved.ts';
import { savePage } from '../methods/articles/save-page.ts';
import { getFeedReading, setFeedReading } from '../methods/articles/set-feed-reading.ts';
import { ById, limit, security, tags } from './common.ts';

const {
  getFullText: reading,
  savePage: saving,
  setFeedReading: setting,
  getFeedReading: getting,
} = articleMethods;

export function articleRoutes(http: Http, ctx: ReaderContext): void {
  http.post(
    '/api/v1/reader/saved',
    {
      preHandler: limit,
      schema: {
        operationId: 'savePage',
        summary: 'Save a page to be read later; it is listed by `view=saved`, and its text follows',
        tags,
        security,
        body: saving.input.omit({ account: true }),
        response: { 200: saving.output, 201: saving.output },
      },
    },
    async (request, reply) => {
      const answer = await savePage(ctx, { ...request.body, account: await writerAccount(ctx, request) });
      return await reply.code(answer.created ? 201 : 200).send(answer);
    },
  );

  http.delete(
    '/api/v1/reader/saved/:id',
    {
      preHandler: limit,
      schema: {
        operationId: 'removeSavedPage',
        summary: 'Let go of a saved page',
        tags,
        security,
        params: ById,
        response: { 204: z.null().describe('It is let go of') },
      },
    },
    async (request, reply) => {
      await removeSaved(ctx, { ...request.params, account: await writerAccount(ctx, request) });
      return await reply.code(204).send(null);
    },
  );

  http.get(
    '/api/v1/reader/items/:id/full-text',
    {
      preHandler: limit,
      schema: {
        operationId: 'getFullText',
        summary: 'Read the text of the page to which an item leads',
        tags,
        security,
        params: ById,
        response: { 200: reading.output },
      },
    },
    async request =>
      await getFullText(ctx, { ...request.params, account: await readerAccount(ctx, request) }),
  );

  http.get(
    '/api/v1/reader/feeds/:id/reading',
    {
      schema: {
        operationId: 'getFeedReading',
        summary: 'How the items of a feed are read',
        tags,
        security,
        params: ById,
        response: { 200: getting.output },
      },
    },
    async request =>
      await getFeedReading(ctx, { ...request.params, account: await readerAccount(ctx, request) }),
  );

  http.patch(
    '/api/v1/reader/feeds/:id/reading',
    {
      preHandler: limit,
      schema: {
        operationId: 'setFeedReading',
        summary: 'Have the pages of new items fetched, and say by CSS selectors what of them is the text',
        tags,
        security,
        params: ById,
        body: setting.input.omit({ account: true, id: true }),
        response: { 200: setting.output },
      },
    },
    async request => {
      const account = await writerAccount(ctx, request);
      return await setFeedReading(ctx, { ...request.body, account, id: request.params.id });
    },
  );
}

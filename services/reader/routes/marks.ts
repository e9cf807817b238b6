import { z } from 'zod';
import type { Http } from '../../../core/http/http.ts';
import { readerAccount, writerAccount } from '../caller.ts';
import type { ReaderContext } from '../context.ts';
import { markMethods } from '../contract/marks.ts';
import { listItemTags } from '../methods/marks/list-item-tags.ts';
import { markItems } from '../methods/marks/mark-items.ts';
import { markStreamRead } from '../methods/marks/mark-stream-read.ts';
import { setPosition } from '../methods/marks/set-position.ts';
import { undoRead } from '../methods/marks/undo-read.ts';
import { ById, limit, security, tags } from './common.ts';

const {
  markItems: marking,
  markStreamRead: reading,
  undoRead: undoing,
  setPosition: positioning,
} = markMethods;

export function markRoutes(http: Http, ctx: ReaderContext): void {
  http.post(
    '/api/v1/reader/marks',
    {
      preHandler: limit,
      schema: {
        operationId: 'markItems',
        summary: 'Mark items as read or unread, starred or not, or with tags of their own',
        tags,
        security,
        body: marking.input.omit({ account: true }),
        response: { 200: marking.output },
      },
    },
    async request => await markItems(ctx, { ...request.body, account: await writerAccount(ctx, request) }),
  );

  http.get(
    '/api/v1/reader/item-tags',
    {
      schema: {
        operationId: 'listItemTags',
        summary: 'List the tags that you have given to items',
        tags,
        security,
        response: { 200: markMethods.listItemTags.output },
      },
    },
    async request => await listItemTags(ctx, { account: await readerAccount(ctx, request) }),
  );

  http.post(
    '/api/v1/reader/read',
    {
      preHandler: limit,
      schema: {
        operationId: 'markStreamRead',
        summary: 'Mark a feed, a tag or everything as read, as far as it was seen',
        tags,
        security,
        body: reading.input.omit({ account: true }),
        response: { 200: reading.output },
      },
    },
    async request =>
      await markStreamRead(ctx, { ...request.body, account: await writerAccount(ctx, request) }),
  );

  http.post(
    '/api/v1/reader/undo',
    {
      preHandler: limit,
      schema: {
        operationId: 'undoRead',
        summary: 'Make unread again what one request made read, within a day',
        tags,
        security,
        body: undoing.input.omit({ account: true }),
        response: { 200: undoing.output },
      },
    },
    async request => await undoRead(ctx, { ...request.body, account: await writerAccount(ctx, request) }),
  );

  http.put(
    '/api/v1/reader/items/:id/position',
    {
      preHandler: limit,
      schema: {
        operationId: 'setPosition',
        summary: 'Keep how far a file of an item was heard or seen, in seconds',
        tags,
        security,
        params: ById,
        body: positioning.input.pick({ file: true, seconds: true }),
        response: { 204: z.null().describe('It is kept') },
      },
    },
    async (request, reply) => {
      const account = await writerAccount(ctx, request);
      await setPosition(ctx, { ...request.body, account, id: request.params.id });
      return await reply.code(204).send(null);
    },
  );
}

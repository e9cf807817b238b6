import { z } from 'zod';
import type { Http } from '../../../core/http/http.ts';
import { writerAccount } from '../caller.ts';
import type { ReaderContext } from '../context.ts';
import { sharingMethods } from '../contract/sharing.ts';
import { shareItem } from '../methods/sharing/share-item.ts';
import { ById, limit, security, tags } from './common.ts';

const { shape } = sharingMethods.shareItem.input;

export function sharingRoutes(http: Http, ctx: ReaderContext): void {
  http.put(
    '/api/v1/reader/items/:id/shares/:key',
    {
      preHandler: limit,
      schema: {
        operationId: 'shareItem',
        summary: 'Have the bot say an item in a room',
        description: 'The key is a UUID of the caller’s making: the same one again is the same wish.',
        tags,
        security,
        params: ById.extend({ key: shape.key }),
        body: z.object({ room: shape.room, comment: shape.comment }),
        response: { 204: z.null().describe('It will be said') },
      },
    },
    async (request, reply) => {
      const account = await writerAccount(ctx, request);
      await shareItem(ctx, { ...request.params, ...request.body, account });
      return await reply.code(204).send(null);
    },
  );
}

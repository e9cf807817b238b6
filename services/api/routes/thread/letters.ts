import { z } from 'zod';
import type { Http } from '../../../../core/http/http.ts';
import { limitByAddress } from '../../../../core/http/limit.ts';
import type { ApiContext } from '../../context.ts';
import { letterMethods } from '../../contract/letters.ts';
import { confirmLetters } from '../../methods/thread/confirm-letters.ts';
import { endLetters } from '../../methods/thread/end-letters.ts';
import { Problem } from '../posts/schemas.ts';

const limit = limitByAddress({ burst: 20, perMinute: 20 });
const { shape } = letterMethods.endLetters.input;

/** `/api/v1/letters/{id}`: what the links in letters about replies do, by the `id` and `token` that stand in them. */
export function letterRoutes(http: Http, ctx: ApiContext): void {
  const about = {
    tags: ['letters'],
    params: z.object({ id: shape.id }),
    body: z.strictObject({ token: shape.token.describe('That of the link') }),
  };

  http.post(
    '/api/v1/letters/:id/confirm',
    {
      onRequest: limit,
      schema: {
        ...about,
        operationId: 'confirmLetters',
        summary: 'Confirm that an address wants letters about replies',
        response: { 204: z.null().describe('It gets letters from now on'), '4xx': Problem },
      },
    },
    async (request, reply) => {
      await confirmLetters(ctx, { ...request.params, ...request.body });
      return reply.code(204).send(null);
    },
  );

  http.post(
    '/api/v1/letters/:id/end',
    {
      onRequest: limit,
      schema: {
        ...about,
        operationId: 'endLetters',
        summary: 'End the letters to an address and forget it',
        response: { 204: z.null().describe('It gets no more letters'), '4xx': Problem },
      },
    },
    async (request, reply) => {
      await endLetters(ctx, { ...request.params, ...request.body });
      return reply.code(204).send(null);
    },
  );
}

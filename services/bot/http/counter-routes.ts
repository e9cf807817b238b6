import { z } from 'zod';
import type { Http } from '../../../core/http/http.ts';
import type { BotContext } from '../context.ts';
import { Counter } from '../contract/commands.ts';
import { listCounters, removeCounter, setCounter } from '../methods/counters.ts';
import { requireOwner } from './owner.ts';

const PATH = '/api/v1/bot/counters';
const tags = ['bot'];

/** `/api/v1/bot/counters`: what custom commands count, for the owner. */
export function counterRoutes(http: Http, ctx: BotContext): void {
  http.get(
    PATH,
    {
      schema: {
        operationId: 'listBotCounters',
        summary: 'Counters of all rooms',
        tags,
        response: { 200: z.object({ counters: z.array(Counter) }) },
      },
    },
    async request => {
      await requireOwner(ctx, request);
      return listCounters(ctx);
    },
  );

  http.put(
    PATH,
    {
      schema: {
        operationId: 'setBotCounter',
        summary: 'Set a counter of a room',
        description: 'Makes it when there is none of this name.',
        tags,
        body: Counter,
        response: { 200: Counter },
      },
    },
    async request => {
      await requireOwner(ctx, request);
      return setCounter(ctx, request.body);
    },
  );

  http.delete(
    PATH,
    {
      schema: {
        operationId: 'removeBotCounter',
        summary: 'Delete a counter of a room',
        tags,
        querystring: Counter.omit({ value: true }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await requireOwner(ctx, request);
      await removeCounter(ctx, request.query);
      return reply.code(204).send(null);
    },
  );
}

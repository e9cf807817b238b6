import { z } from 'zod';
import type { Http } from '../../../core/http/http.ts';
import type { BotContext } from '../context.ts';
import { NewTimer, Timer, TimerChange } from '../contract/commands.ts';
import { addTimer, changeTimer, listTimers, removeTimer } from '../methods/timers.ts';
import { requireOwner } from './owner.ts';

const PATH = '/api/v1/bot/timers';
const tags = ['bot'];
const One = z.object({ id: z.coerce.number().int().min(1).max(2_147_483_647) });

/** `/api/v1/bot/timers`: what is said in rooms again and again, for the owner. */
export function timerRoutes(http: Http, ctx: BotContext): void {
  http.get(
    PATH,
    {
      schema: {
        operationId: 'listBotTimers',
        summary: 'Timers of all rooms',
        tags,
        response: { 200: z.object({ timers: z.array(Timer) }) },
      },
    },
    async request => {
      await requireOwner(ctx, request);
      return listTimers(ctx);
    },
  );

  http.post(
    PATH,
    {
      schema: {
        operationId: 'addBotTimer',
        summary: 'Have the bot say something in a room again and again',
        description:
          'It is said when the minutes are over and people have said `minLines` lines since. The text may have variables that are nobody’s, such as `$(choose one | another)`.',
        tags,
        body: NewTimer,
        response: { 201: Timer },
      },
    },
    async (request, reply) => {
      await requireOwner(ctx, request);
      return reply.code(201).send(await addTimer(ctx, request.body));
    },
  );

  http.patch(
    `${PATH}/:id`,
    {
      schema: {
        operationId: 'changeBotTimer',
        summary: 'Change a timer, or switch it on or off',
        description: 'What is left out stays as it is. One that gets another rhythm begins anew.',
        tags,
        params: One,
        body: TimerChange.omit({ id: true }),
        response: { 200: Timer },
      },
    },
    async request => {
      await requireOwner(ctx, request);
      return changeTimer(ctx, { ...request.body, id: request.params.id });
    },
  );

  http.delete(
    `${PATH}/:id`,
    {
      schema: {
        operationId: 'removeBotTimer',
        summary: 'Delete a timer',
        tags,
        params: One,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await requireOwner(ctx, request);
      await removeTimer(ctx, request.params);
      return reply.code(204).send(null);
    },
  );
}

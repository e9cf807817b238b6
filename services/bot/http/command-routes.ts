import { z } from 'zod';
import type { Http } from '../../../core/http/http.ts';
import type { BotContext } from '../context.ts';
import { Command, CommandChange, NewCommand } from '../contract/commands.ts';
import { addCommand, changeCommand, listCommands, removeCommand } from '../methods/commands.ts';
import { requireOwner } from './owner.ts';

const PATH = '/api/v1/bot/commands';
const tags = ['bot'];
const One = z.object({ id: z.coerce.number().int().min(1).max(2_147_483_647) });

/** `/api/v1/bot/commands`: what the bot says to words of the owner's own, for the owner. */
export function commandRoutes(http: Http, ctx: BotContext): void {
  http.get(
    PATH,
    {
      schema: {
        operationId: 'listBotCommands',
        summary: 'Custom commands of the bot',
        description: 'By room and name. A `room` that is empty stands for every room.',
        tags,
        response: { 200: z.object({ commands: z.array(Command) }) },
      },
    },
    async request => {
      await requireOwner(ctx, request);
      return listCommands(ctx);
    },
  );

  http.post(
    PATH,
    {
      schema: {
        operationId: 'addBotCommand',
        summary: 'Give the bot a custom command',
        description:
          'The text may have variables, such as `$(user)`; 400 names one that is none. 409 when the name or an alias is taken.',
        tags,
        body: NewCommand,
        response: { 201: Command },
      },
    },
    async (request, reply) => {
      await requireOwner(ctx, request);
      return reply.code(201).send(await addCommand(ctx, request.body));
    },
  );

  http.patch(
    `${PATH}/:id`,
    {
      schema: {
        operationId: 'changeBotCommand',
        summary: 'Change a custom command',
        description: 'What is left out stays as it is.',
        tags,
        params: One,
        body: CommandChange.omit({ id: true }),
        response: { 200: Command },
      },
    },
    async request => {
      await requireOwner(ctx, request);
      return changeCommand(ctx, { ...request.body, id: request.params.id });
    },
  );

  http.delete(
    `${PATH}/:id`,
    {
      schema: {
        operationId: 'removeBotCommand',
        summary: 'Delete a custom command',
        description: 'One that is not there is deleted already.',
        tags,
        params: One,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await requireOwner(ctx, request);
      await removeCommand(ctx, request.params);
      return reply.code(204).send(null);
    },
  );
}

import { z } from 'zod';
import type { Http } from '../../../core/http/http.ts';
import type { ChatContext } from '../context.ts';
import { moderationMethods } from '../contract/moderation.ts';
import { listModeration, moderateRoom } from '../methods/moderate.ts';
import { runCommand } from '../methods/run-command.ts';
import { liftSanction, listSanctions, sanction } from '../methods/sanctions.ts';
import { ByRoom, fromOf, limit, tags } from './caller.ts';

const { sanction: muting, liftSanction: lifting, moderateRoom: moderating } = moderationMethods;
const left = { room: true, from: true } as const;

/** What moderators do to people and to the room. */
export function moderationRoutes(http: Http, ctx: ChatContext): void {
  const path = '/api/v1/chat/rooms/:name/sanctions';
  const done = { 204: z.null().describe('It holds from now on') };
  http.get(
    path,
    {
      schema: {
        operationId: 'listSanctions',
        summary: 'Who is muted or blocked',
        tags,
        params: ByRoom,
        response: { 200: moderationMethods.listSanctions.output },
      },
    },
    request => listSanctions(ctx, { room: request.params.name, from: fromOf(ctx, request) }, request.call),
  );
  http.post(
    path,
    {
      preHandler: limit,
      schema: {
        operationId: 'sanctionPerson',
        summary: 'Mute or block somebody',
        tags,
        params: ByRoom,
        body: muting.input.omit(left),
        response: done,
      },
    },
    async (request, reply) => {
      const asked = { room: request.params.name, from: fromOf(ctx, request), ...request.body };
      await sanction(ctx, asked, request.call);
      return reply.code(204).send(null);
    },
  );
  http.post(
    `${path}/lift`,
    {
      preHandler: limit,
      schema: {
        operationId: 'liftSanction',
        summary: 'Let somebody speak or in again',
        tags,
        params: ByRoom,
        body: lifting.input.omit(left),
        response: done,
      },
    },
    async (request, reply) => {
      const asked = { room: request.params.name, from: fromOf(ctx, request), ...request.body };
      await liftSanction(ctx, asked, request.call);
      return reply.code(204).send(null);
    },
  );
  http.post(
    '/api/v1/chat/rooms/:name/moderation',
    {
      preHandler: limit,
      schema: {
        operationId: 'moderateRoom',
        summary: 'Slow mode, who may write, and the pinned message (0 for none)',
        tags,
        params: ByRoom,
        body: moderating.input.omit(left),
        response: done,
      },
    },
    async (request, reply) => {
      const asked = { room: request.params.name, from: fromOf(ctx, request), ...request.body };
      await moderateRoom(ctx, asked, request.call);
      return reply.code(204).send(null);
    },
  );
  http.get(
    '/api/v1/chat/rooms/:name/moderation',
    {
      schema: {
        operationId: 'listRoomModeration',
        summary: 'What moderators did, the newest first',
        tags,
        params: ByRoom,
        querystring: z.object({ before: z.coerce.number().int().min(1).optional() }),
        response: { 200: moderationMethods.listModeration.output },
      },
    },
    request =>
      listModeration(
        ctx,
        { room: request.params.name, from: fromOf(ctx, request), ...request.query },
        request.call,
      ),
  );
  http.post(
    '/api/v1/chat/rooms/:name/commands',
    {
      preHandler: limit,
      schema: {
        operationId: 'runRoomCommand',
        summary: 'Do what a command says, such as /slow 30',
        tags,
        params: ByRoom,
        body: moderationMethods.runCommand.input.omit(left),
        response: { 200: moderationMethods.runCommand.output },
      },
    },
    request =>
      runCommand(
        ctx,
        { room: request.params.name, from: fromOf(ctx, request), ...request.body },
        request.call,
      ),
  );
}

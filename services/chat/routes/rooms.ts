import { z } from 'zod';
import type { Http } from '../../../core/http/http.ts';
import type { ChatContext } from '../context.ts';
import { roomMethods } from '../contract/rooms.ts';
import { Room } from '../contract.ts';
import { createRoom, deleteRoom, getRoom, listRooms, updateRoom } from '../methods/rooms.ts';
import { ByRoom, fromOf, limit, requireOwner, tags } from './caller.ts';

export function roomRoutes(http: Http, ctx: ChatContext): void {
  http.get(
    '/api/v1/chat/rooms',
    {
      schema: {
        operationId: 'listRooms',
        summary: 'List the rooms',
        tags,
        response: { 200: roomMethods.listRooms.output },
      },
    },
    request => listRooms(ctx, { from: fromOf(ctx, request) }, request.call),
  );
  http.post(
    '/api/v1/chat/rooms',
    {
      preHandler: limit,
      schema: {
        operationId: 'createRoom',
        summary: 'Make a room',
        tags,
        body: roomMethods.createRoom.input,
        response: { 201: Room },
      },
    },
    async (request, reply) => {
      await requireOwner(ctx, request);
      return reply.code(201).send(await createRoom(ctx, request.body));
    },
  );
  http.get(
    '/api/v1/chat/rooms/:name',
    {
      schema: {
        operationId: 'getRoom',
        summary: 'Read about a room',
        tags,
        params: ByRoom,
        response: { 200: Room },
      },
    },
    request => getRoom(ctx, { ...request.params, from: fromOf(ctx, request) }, request.call),
  );
  http.patch(
    '/api/v1/chat/rooms/:name',
    {
      preHandler: limit,
      schema: {
        operationId: 'updateRoom',
        summary: 'Change a room',
        tags,
        params: ByRoom,
        body: roomMethods.updateRoom.input.shape.settings,
        response: { 200: Room },
      },
    },
    async request => {
      await requireOwner(ctx, request);
      return updateRoom(ctx, { name: request.params.name, settings: request.body });
    },
  );
  http.delete(
    '/api/v1/chat/rooms/:name',
    {
      preHandler: limit,
      schema: {
        operationId: 'deleteRoom',
        summary: 'Delete a room with all that was said in it',
        tags,
        params: ByRoom,
        response: { 204: z.null().describe('It is deleted') },
      },
    },
    async (request, reply) => {
      await requireOwner(ctx, request);
      await deleteRoom(ctx, request.params);
      return reply.code(204).send(null);
    },
  );
}

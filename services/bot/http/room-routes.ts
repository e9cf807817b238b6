import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../core/errors.ts';
import type { Http } from '../../../core/http/http.ts';
import type { BotContext } from '../context.ts';
import { RoomChange, RoomOptions } from '../contract/room-options.ts';
import { listRoomOptions, setRoomOptions } from '../methods/room-options.ts';

/** `/api/v1/bot/rooms`: how the bot is in single rooms, for the owner. */
export function roomRoutes(http: Http, ctx: BotContext): void {
  http.get(
    '/api/v1/bot/rooms',
    {
      schema: {
        operationId: 'listBotRooms',
        summary: 'The rooms for which the bot has options of their own',
        tags: ['bot'],
        response: { 200: z.object({ rooms: z.array(RoomOptions) }) },
      },
    },
    async request => {
      await requireOwner(ctx, request);
      return listRoomOptions(ctx);
    },
  );

  http.patch(
    '/api/v1/bot/rooms',
    {
      schema: {
        operationId: 'setBotRoom',
        summary: 'Set how the bot is in a room',
        description: 'What is left out stays as it is. `prefix: null` gives the usual one back.',
        tags: ['bot'],
        body: RoomChange,
        response: { 200: RoomOptions },
      },
    },
    async request => {
      await requireOwner(ctx, request);
      return setRoomOptions(ctx, request.body);
    },
  );
}

/** Throws `unauthenticated` or `forbidden` unless the token of the request is the owner's (scope `admin`). */
async function requireOwner({ accounts }: BotContext, request: FastifyRequest): Promise<void> {
  const token = /^Bearer +(\S{1,200}) *$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined)
    throw new AppError(
      'unauthenticated',
      'This needs a token with the scope "admin": Authorization: Bearer TOKEN',
    );
  const writes = request.method !== 'GET' && request.method !== 'HEAD';
  const { scopes } = await accounts.authenticate({ token, writes }, request.call);
  if (!scopes.includes('admin')) throw new AppError('forbidden', 'This token lacks the scope "admin".');
}

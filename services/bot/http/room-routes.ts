import { z } from 'zod';
import type { Http } from '../../../core/http/http.ts';
import type { BotContext } from '../context.ts';
import { RoomChange, RoomOptions } from '../contract/room-options.ts';
import { listRoomOptions, setRoomOptions } from '../methods/room-options.ts';
import { requireOwner } from './owner.ts';

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

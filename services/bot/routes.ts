import { z } from 'zod';
import type { Http } from '../../core/http/http.ts';
import { limitByAddress } from '../../core/http/limit.ts';
import type { OpenSockets } from '../../core/http/open-sockets.ts';
import { addSocketRoute } from '../../core/http/sockets.ts';
import type { BotContext } from './context.ts';
import { Answer } from './contract.ts';
import { actionRoutes } from './http/action-routes.ts';
import { commandRoutes } from './http/command-routes.ts';
import { counterRoutes } from './http/counter-routes.ts';
import { logRoutes } from './http/log-routes.ts';
import { moderationRoutes } from './http/moderation-routes.ts';
import { roomRoutes } from './http/room-routes.ts';
import { timerRoutes } from './http/timer-routes.ts';
import { accountOf, newWebRoom, toMessage, WebMessage } from './http/web-room.ts';
import { ask } from './methods/ask.ts';

/** One person typing fast stays below this. */
const LIMIT = { burst: 20, perMinute: 60 };

/** Every public route of the bot. */
export function botRoutes(http: Http, ctx: BotContext, sockets: OpenSockets): void {
  restRoutes(http, ctx);
  addSocketRoute(http, '/api/v1/bot/socket', (socket, request, address) =>
    sockets.add(socket, request, address),
  );
}

/** Those that are described for other programs. */
export function restRoutes(http: Http, ctx: BotContext): void {
  messageRoute(http, ctx);
  actionRoutes(http, ctx);
  roomRoutes(http, ctx);
  commandRoutes(http, ctx);
  counterRoutes(http, ctx);
  timerRoutes(http, ctx);
  moderationRoutes(http, ctx);
  logRoutes(http, ctx);
}

/** `POST /api/v1/bot/messages`: one message, and the answers to it. */
function messageRoute(http: Http, ctx: BotContext): void {
  http.post(
    '/api/v1/bot/messages',
    {
      preHandler: limitByAddress(LIMIT),
      schema: {
        operationId: 'askBot',
        summary: 'Say something to the bot',
        description:
          'Gives one answer for each thing the text asks for. Without `room` the talk is in a new room of its own, whose name is in the answer. On a page of the site whoever is signed in speaks as their account.',
        tags: ['bot'],
        body: WebMessage,
        response: { 200: z.object({ room: z.string(), answers: z.array(Answer) }) },
      },
    },
    async request => {
      const room = request.body.room ?? newWebRoom();
      const call = requestCall(request.call);
      const account = await accountOf(ctx, request.headers, call);
      const { answers } = await ask(ctx, toMessage(request.body, room, account), call);
      return { room, answers };
    },
  );
}

/** A request's call always has a signal; it is made when it is read. */
function requestCall(call: {
  readonly signal?: AbortSignal | undefined;
  readonly deadline?: number | undefined;
}) {
  return { ...call, signal: call.signal ?? new AbortController().signal };
}

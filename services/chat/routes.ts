import type { Http } from '../../core/http/http.ts';
import type { OpenSockets } from '../../core/http/open-sockets.ts';
import { addSocketRoute } from '../../core/http/sockets.ts';
import type { ChatContext } from './context.ts';
import { messageRoutes } from './routes/messages.ts';
import { moderationRoutes } from './routes/moderation.ts';
import { peopleRoutes } from './routes/people.ts';
import { roomRoutes } from './routes/rooms.ts';

/** Every public route of the rooms. */
export function chatRoutes(http: Http, ctx: ChatContext, sockets: OpenSockets): void {
  restRoutes(http, ctx);
  addSocketRoute(http, '/api/v1/chat/socket', (socket, request, address) =>
    sockets.add(socket, request, address),
  );
}

/** Those that are asked and answered. */
export function restRoutes(http: Http, ctx: ChatContext): void {
  roomRoutes(http, ctx); // /api/v1/chat/rooms
  messageRoutes(http, ctx); // /api/v1/chat/rooms/NAME/messages, search, export
  peopleRoutes(http, ctx); // /api/v1/chat/me, rooms/NAME/read
  moderationRoutes(http, ctx); // /api/v1/chat/rooms/NAME/sanctions, moderation
}

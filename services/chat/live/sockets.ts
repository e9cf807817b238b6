import type { IncomingMessage } from 'node:http';
import { parseCookie } from 'cookie';
import { cookieName, SESSION_COOKIE } from '../../../core/http/cookies.ts';
import { OpenSockets } from '../../../core/http/open-sockets.ts';
import type { ChatContext } from '../context.ts';
import { type From, RoomName } from '../contract.ts';
import { GUEST_COOKIE } from '../people/guest-cookie.ts';
import { RoomTalk } from './room-talk.ts';

/** Every open WebSocket of the rooms: `/api/v1/chat/socket?room=NAME&since=CHANGE`. */
export function roomSockets(ctx: ChatContext): OpenSockets {
  const sockets = new OpenSockets({
    origin: ctx.origin,
    most: ctx.config.connections,
    mostOfOne: ctx.config.connectionsOfOne,
    talk(socket, request, address) {
      const query = new URL(request.url ?? '/', 'http://croft').searchParams;
      const since = query.get('since');
      return new RoomTalk(ctx, socket, request.socket, {
        // A name that is none is a room that is not there.
        room: RoomName.safeParse(query.get('room')).data ?? '-',
        since: since !== null && /^\d{1,15}$/.test(since) ? Number(since) : undefined,
        from: fromOf(request, ctx.origin, address),
      });
    },
  });
  ctx.metrics.gauge('croft_chat_sockets', 'Open WebSockets.', () => sockets.size);
  return sockets;
}

function fromOf({ headers }: IncomingMessage, origin: string, address: string): From {
  const cookies = parseCookie(headers.cookie ?? '');
  const secret = (name: string) => cookies[cookieName(name, origin)]?.slice(0, 200) || undefined;
  const token = /^Bearer +(\S{1,200}) *$/i.exec(headers.authorization ?? '')?.[1];
  return {
    address: address.slice(0, 100),
    token,
    session: secret(SESSION_COOKIE),
    guest: secret(GUEST_COOKIE),
  };
}

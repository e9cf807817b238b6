import type { FastifyReply, FastifyRequest } from 'fastify';
import type { WebContext } from '../../context.ts';
import { HTML } from '../../http/rendered.ts';
import { frameOf } from '../../views/frame.ts';
import { roomsView } from '../views/rooms.ts';
import { chatFrom } from '../visit.ts';

/** `GET /rooms`. What somebody has not read is counted for who has an account, so that no cache keeps it. */
export async function showRooms(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { call } = request;
  const from = chatFrom(web, request);
  const [site, { rooms }, { rooms: read }] = await Promise.all([
    web.state.revision(call).then(revision => web.state.site(revision, call)),
    web.chat.listRooms({ from }, call),
    from.session === undefined ? { rooms: [] } : web.chat.listRead({ from }, call),
  ]);
  const { mentions } =
    read.length === 0 ? { mentions: [] } : await web.chat.listMentions({ from, since: read }, call);
  const seen = new Map(read.map(({ room, number }) => [room, number]));
  const page = roomsView(
    frameOf(web, site),
    rooms.map(room => ({
      ...room,
      toYou: mentions.find(each => each.room === room.name),
      unread: seen.has(room.name) ? room.lastNumber - seen.get(room.name)! : 0,
    })),
  );
  return reply.header('cache-control', 'private, no-store').type(HTML).send(page.text);
}

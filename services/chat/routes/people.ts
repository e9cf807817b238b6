import { z } from 'zod';
import { writeCookie } from '../../../core/http/cookies.ts';
import type { Http } from '../../../core/http/http.ts';
import { requireSameOrigin } from '../../../core/http/origin-check.ts';
import type { ChatContext } from '../context.ts';
import { Person } from '../contract.ts';
import { listMentions } from '../methods/mentions.ts';
import { markRead } from '../methods/read-markers.ts';
import { takeName } from '../methods/take-name.ts';
import { GUEST_COOKIE, guestUntil } from '../people/guest-cookie.ts';
import { identify } from '../people/identify.ts';
import { ByRoom, fromOf, limit, tags } from './caller.ts';

export function peopleRoutes(http: Http, ctx: ChatContext): void {
  http.get(
    '/api/v1/chat/me',
    {
      schema: {
        operationId: 'getChatMe',
        summary: 'Who one is in the rooms',
        tags,
        response: { 200: z.object({ person: Person.optional() }) },
      },
    },
    async request => {
      const caller = await identify(ctx, fromOf(ctx, request), request.call);
      return caller ? { person: caller } : {};
    },
  );
  http.post(
    '/api/v1/chat/me',
    {
      preHandler: limit,
      schema: {
        operationId: 'takeChatName',
        summary: 'Take a name as a guest; the browser keeps who one is in a cookie',
        tags,
        body: z.object({ name: z.string().max(300) }),
        response: { 200: z.object({ person: Person }) },
      },
    },
    async (request, reply) => {
      requireSameOrigin(request, ctx.origin);
      const asked = { from: fromOf(ctx, request), name: request.body.name };
      const { person, secret } = await takeName(ctx, asked, request.call);
      writeCookie(reply, ctx.origin, GUEST_COOKIE, secret, guestUntil());
      return { person };
    },
  );
  http.get(
    '/api/v1/chat/rooms/:name/mentions',
    {
      schema: {
        operationId: 'listRoomMentions',
        summary: 'Where one was named or answered in a room after a message',
        tags,
        params: ByRoom,
        querystring: z.object({
          after: z.coerce
            .number()
            .int()
            .min(0)
            .max(2 ** 52)
            .default(0),
        }),
        response: { 200: z.object({ first: z.number().optional(), count: z.number() }) },
      },
    },
    async request => {
      const since = [{ room: request.params.name, number: request.query.after }];
      const { mentions } = await listMentions(ctx, { from: fromOf(ctx, request), since }, request.call);
      const { first, count = 0 } = mentions[0] ?? {};
      return { ...(first !== undefined && { first }), count };
    },
  );
  http.put(
    '/api/v1/chat/rooms/:name/read',
    {
      preHandler: limit,
      schema: {
        operationId: 'markRoomRead',
        summary: 'Keep up to where one has read a room',
        tags,
        params: ByRoom,
        body: z.object({
          number: z
            .number()
            .int()
            .min(0)
            .max(2 ** 52),
        }),
        response: { 204: z.null().describe('It is kept') },
      },
    },
    async (request, reply) => {
      const room = request.params.name;
      await markRead(ctx, { room, from: fromOf(ctx, request), ...request.body }, request.call);
      return reply.code(204).send(null);
    },
  );
}
